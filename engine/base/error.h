// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace mingsi::engine {

/// What went wrong, in terms that a caller can act on. `app` maps each code to a translated sentence and a remedy.
enum class ErrorCode {
  FileNotFound,
  FileUnreadable,
  FileUnwritable,
  FileLost,  ///< cut short, or its disk gone, while it was open
  EmptyFile,
  NotAModel,
  FailedDownload,  ///< an HTML page was saved under the model's name
  Truncated,
  UnsupportedVersion,
  Malformed,
  UnsupportedArchitecture,
  UnsupportedType,
  MissingTensor,
  BadShape,
  BadConfig,
  UnsupportedTokenizer,
  BadTemplate,  ///< the chat template cannot be read, or refuses the conversation
  OutOfMemory,
  ContextFull,
  DeviceUnavailable,
  DeviceLost,  ///< it failed while it computed
  NotFinite,   ///< the model computed NaN or infinity
  InvalidArgument,
};

/// Stable lower-case name of a code, for logs and JSON.
const char* to_string(ErrorCode code);

/// The one exception type of the engine: a code, the file, the place in it (byte offset, key or tensor) and a
/// sentence in English.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, std::string message) : Error(code, {}, {}, std::move(message)) {}
  Error(ErrorCode code, std::string file, std::string place, std::string message);

  ErrorCode code() const { return code_; }
  const std::string& file() const { return file_; }
  const std::string& place() const { return place_; }
  /// The sentence alone; what() has file and place before it.
  const std::string& message() const { return message_; }

 private:
  ErrorCode code_;
  std::string file_;
  std::string place_;
  std::string message_;
};

}  // namespace mingsi::engine
