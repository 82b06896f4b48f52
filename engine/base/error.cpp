// SPDX-License-Identifier: Apache-2.0
#include "engine/base/error.h"

namespace mingsi::engine {
namespace {

std::string describe(const std::string& file, const std::string& place, const std::string& message) {
  std::string text;
  if (!file.empty()) text += file + ": ";
  if (!place.empty()) text += place + ": ";
  return text + message;
}

}  // namespace

const char* to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::FileNotFound: return "file_not_found";
    case ErrorCode::FileUnreadable: return "file_unreadable";
    case ErrorCode::FileUnwritable: return "file_unwritable";
    case ErrorCode::FileLost: return "file_lost";
    case ErrorCode::EmptyFile: return "empty_file";
    case ErrorCode::NotAModel: return "not_a_model";
    case ErrorCode::FailedDownload: return "failed_download";
    case ErrorCode::Truncated: return "truncated";
    case ErrorCode::UnsupportedVersion: return "unsupported_version";
    case ErrorCode::Malformed: return "malformed";
    case ErrorCode::UnsupportedArchitecture: return "unsupported_architecture";
    case ErrorCode::UnsupportedType: return "unsupported_type";
    case ErrorCode::MissingTensor: return "missing_tensor";
    case ErrorCode::BadShape: return "bad_shape";
    case ErrorCode::BadConfig: return "bad_config";
    case ErrorCode::UnsupportedTokenizer: return "unsupported_tokenizer";
    case ErrorCode::BadTemplate: return "bad_template";
    case ErrorCode::OutOfMemory: return "out_of_memory";
    case ErrorCode::ContextFull: return "context_full";
    case ErrorCode::DeviceUnavailable: return "device_unavailable";
    case ErrorCode::DeviceLost: return "device_lost";
    case ErrorCode::NotFinite: return "not_finite";
    case ErrorCode::InvalidArgument: return "invalid_argument";
  }
  return "unknown";
}

Error::Error(ErrorCode code, std::string file, std::string place, std::string message)
    : std::runtime_error(describe(file, place, message)),
      code_(code),
      file_(std::move(file)),
      place_(std::move(place)),
      message_(std::move(message)) {}

}  // namespace mingsi::engine
