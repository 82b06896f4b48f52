// SPDX-License-Identifier: Apache-2.0
#include "engine/formats/gguf_writer.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include "engine/base/error.h"
#include "engine/formats/gguf_values.h"

namespace mingsi::engine {
namespace {

constexpr std::uint64_t kAlignment = 32;

/// The header's bytes.
class Header {
 public:
  template <class T>
  requires std::is_arithmetic_v<T>
  void number(T value) {
    const auto* bytes = reinterpret_cast<const std::byte*>(&value);
    bytes_.insert(bytes_.end(), bytes, bytes + sizeof value);
  }
  void text(std::string_view text) {
    number(static_cast<std::uint64_t>(text.size()));
    const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
    bytes_.insert(bytes_.end(), bytes, bytes + text.size());
  }
  void type(GgufValueType type) { number(static_cast<std::uint32_t>(type)); }

  // Integers were widened when they were read; readers expect 32 bits wherever these suffice.
  void value(bool value) {
    type(GgufValueType::Bool);
    number(static_cast<std::uint8_t>(value));
  }
  void value(std::int64_t value) {
    if (value >= 0 && value <= UINT32_MAX) {
      type(GgufValueType::UInt32);
      number(static_cast<std::uint32_t>(value));
    } else if (value < 0 && value >= INT32_MIN) {
      type(GgufValueType::Int32);
      number(static_cast<std::int32_t>(value));
    } else {
      type(GgufValueType::Int64);
      number(value);
    }
  }
  void value(std::uint64_t value) {
    if (value <= UINT32_MAX) return this->value(static_cast<std::int64_t>(value));
    type(GgufValueType::UInt64);
    number(value);
  }
  void value(double value) {
    type(GgufValueType::Float32);
    number(static_cast<float>(value));
  }
  void value(const std::string& value) {
    type(GgufValueType::String);
    text(value);
  }
  void value(const std::vector<std::int64_t>& values) {
    array(GgufValueType::Int32, values.size());
    for (const auto value : values)
      number(static_cast<std::int32_t>(value));
  }
  void value(const std::vector<double>& values) {
    array(GgufValueType::Float32, values.size());
    for (const double value : values)
      number(static_cast<float>(value));
  }
  void value(const std::vector<std::string>& values) {
    array(GgufValueType::String, values.size());
    for (const auto& value : values)
      text(value);
  }

  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  void array(GgufValueType element, std::size_t count) {
    type(GgufValueType::Array);
    type(element);
    number(static_cast<std::uint64_t>(count));
  }
  std::vector<std::byte> bytes_;
};

std::uint64_t aligned(std::uint64_t position) { return (position + kAlignment - 1) / kAlignment * kAlignment; }

}  // namespace

std::uint64_t GgufTensor::rows() const {
  std::uint64_t product = 1;
  for (std::size_t i = 0; i + 1 < shape.size(); ++i)
    product *= shape[i];
  return product;
}

GgufWriter::GgufWriter(std::filesystem::path file, const Metadata& metadata, std::vector<GgufTensor> tensors)
    : file_(std::move(file)), temporary_(file_.string() + ".part"), tensors_(std::move(tensors)) {
  Header header;
  for (const char c : {'G', 'G', 'U', 'F'})
    header.number(c);
  header.number(std::uint32_t{3});
  header.number(static_cast<std::uint64_t>(tensors_.size()));
  header.number(static_cast<std::uint64_t>(metadata.values().size()));
  for (const auto& [key, value] : metadata.values()) {
    header.text(key);
    std::visit([&header](const auto& v) { header.value(v); }, value);
  }
  std::uint64_t offset = 0;
  for (const auto& tensor : tensors_) {
    header.text(tensor.name);
    header.number(static_cast<std::uint32_t>(tensor.shape.size()));
    for (auto length = tensor.shape.rbegin(); length != tensor.shape.rend(); ++length)
      header.number(*length);
    header.number(static_cast<std::uint32_t>(tensor.type));
    header.number(offset);
    offset = aligned(offset + tensor.bytes());
  }
  descriptor_ = open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail();
  write(header.bytes());
  pad(aligned(position_));
}

GgufWriter::~GgufWriter() {
  if (descriptor_ < 0) return;
  close(descriptor_);
  std::error_code ignored;
  std::filesystem::remove(temporary_, ignored);
}

void GgufWriter::fail() const {
  throw Error(ErrorCode::FileUnwritable, file_.string(), {},
              "cannot write the file: " + std::generic_category().message(errno));
}

void GgufWriter::write(std::span<const std::byte> data) {
  while (!data.empty()) {
    const auto written = ::write(descriptor_, data.data(), data.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail();
    data = data.subspan(static_cast<std::size_t>(written));
    position_ += static_cast<std::uint64_t>(written);
  }
}

void GgufWriter::pad(std::uint64_t to) {
  static constexpr std::array<std::byte, kAlignment> zeros{};
  write(std::span(zeros).first(to - position_));
}

void GgufWriter::append(std::span<const std::byte> data) {
  while (!data.empty()) {
    const auto left = tensors_.at(tensor_).bytes() - in_tensor_;
    const auto part = data.first(std::min<std::uint64_t>(left, data.size()));
    write(part);
    data = data.subspan(part.size());
    in_tensor_ += part.size();
    if (in_tensor_ < tensors_[tensor_].bytes()) continue;
    pad(aligned(position_));
    ++tensor_;
    in_tensor_ = 0;
  }
}

void GgufWriter::finish() {
  if (tensor_ != tensors_.size()) throw Error(ErrorCode::InvalidArgument, "not all tensors were written");
  if (fsync(descriptor_) != 0) fail();
  const int descriptor = descriptor_;
  if (rename(temporary_.c_str(), file_.c_str()) != 0) fail();
  descriptor_ = -1;
  close(descriptor);
}

}  // namespace mingsi::engine
