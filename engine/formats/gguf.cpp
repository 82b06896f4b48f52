// SPDX-License-Identifier: Apache-2.0
#include "engine/formats/gguf.h"

#include <algorithm>
#include <bit>
#include <cctype>
#include <concepts>
#include <cstring>
#include <string_view>

#include "engine/base/error.h"
#include "engine/base/memory_map.h"

namespace mingsi::engine {
namespace {

constexpr std::uint64_t kMaxKeyLength = 65535;  // the specification's limit
constexpr std::uint64_t kMaxDimensions = 4;
constexpr std::uint64_t kDefaultAlignment = 32;
constexpr int kMaxArrayDepth = 1;  // no published key nests arrays

enum class ValueType : std::uint32_t {
  UInt8,
  Int8,
  UInt16,
  Int16,
  UInt32,
  Int32,
  Float32,
  Bool,
  String,
  Array,
  UInt64,
  Int64,
  Float64
};

/// Bytes of a value of fixed size; for strings and arrays the least they can take (their length field).
std::uint64_t least_bytes(ValueType type) {
  switch (type) {
    case ValueType::UInt8:
    case ValueType::Int8:
    case ValueType::Bool: return 1;
    case ValueType::UInt16:
    case ValueType::Int16: return 2;
    case ValueType::UInt32:
    case ValueType::Int32:
    case ValueType::Float32: return 4;
    case ValueType::UInt64:
    case ValueType::Int64:
    case ValueType::Float64:
    case ValueType::String: return 8;
    case ValueType::Array: return 12;
  }
  return 0;
}

/// Reads little-endian values one after the other and knows where it is.
class Reader {
 public:
  Reader(std::span<const std::byte> bytes, std::string file) : bytes_(bytes), file_(std::move(file)) {}

  std::uint64_t offset() const { return offset_; }
  std::uint64_t remaining() const { return bytes_.size() - offset_; }

  [[noreturn]] void fail(ErrorCode code, const std::string& message) const {
    throw Error(code, file_, (key_.empty() ? "" : key_ + ", ") + ("byte " + std::to_string(offset_)), message);
  }

  /// Names the key or tensor that following errors are about.
  void enter(std::string key) { key_ = std::move(key); }

  template <class T>
  requires std::is_arithmetic_v<T> T number() {
    need(sizeof(T));
    T value;
    std::memcpy(&value, bytes_.data() + offset_, sizeof(T));
    offset_ += sizeof(T);
    return value;
  }

  std::string string(std::uint64_t longest) {
    const auto length = number<std::uint64_t>();
    if (length > longest) fail(ErrorCode::Malformed, "a string of " + std::to_string(length) + " bytes is too long");
    need(length);
    std::string text(reinterpret_cast<const char*>(bytes_.data()) + offset_, length);
    offset_ += length;
    return text;
  }

  std::string string() { return string(remaining()); }

 private:
  void need(std::uint64_t count) const {
    if (count > remaining()) fail(ErrorCode::Truncated, "the file ends in the middle of its header");
  }

  std::span<const std::byte> bytes_;
  std::string file_;
  std::string key_;
  std::uint64_t offset_ = 0;
};

bool read_bool(Reader& reader) {
  const auto value = reader.number<std::uint8_t>();
  if (value > 1) reader.fail(ErrorCode::Malformed, "a boolean must be 0 or 1");
  return value == 1;
}

std::int64_t read_integer(Reader& reader, ValueType type) {
  switch (type) {
    case ValueType::UInt8: return reader.number<std::uint8_t>();
    case ValueType::Int8: return reader.number<std::int8_t>();
    case ValueType::UInt16: return reader.number<std::uint16_t>();
    case ValueType::Int16: return reader.number<std::int16_t>();
    case ValueType::UInt32: return reader.number<std::uint32_t>();
    case ValueType::Int32: return reader.number<std::int32_t>();
    case ValueType::Int64: return reader.number<std::int64_t>();
    case ValueType::Bool: return read_bool(reader);
    default: break;
  }
  const auto value = reader.number<std::uint64_t>();
  if (value > static_cast<std::uint64_t>(INT64_MAX))
    reader.fail(ErrorCode::Malformed, "an array's number is too large");
  return static_cast<std::int64_t>(value);
}

MetadataValue read_array(Reader& reader) {
  const auto type = static_cast<ValueType>(reader.number<std::uint32_t>());
  const auto count = reader.number<std::uint64_t>();
  const auto least = least_bytes(type);
  if (least == 0) reader.fail(ErrorCode::Malformed, "an array has an unknown value type");
  if (type == ValueType::Array)
    reader.fail(ErrorCode::Malformed, "arrays nested deeper than " + std::to_string(kMaxArrayDepth) + " are refused");
  if (count > reader.remaining() / least)
    reader.fail(ErrorCode::Truncated, "an array of " + std::to_string(count) + " values is longer than the file");

  if (type == ValueType::String) {
    std::vector<std::string> values;
    values.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i)
      values.push_back(reader.string());
    return values;
  }
  if (type == ValueType::Float32 || type == ValueType::Float64) {
    std::vector<double> values(count);
    for (auto& value : values)
      value = type == ValueType::Float32 ? static_cast<double>(reader.number<float>()) : reader.number<double>();
    return values;
  }
  std::vector<std::int64_t> values(count);
  for (auto& value : values)
    value = read_integer(reader, type);
  return values;
}

MetadataValue read_value(Reader& reader) {
  const auto type = static_cast<ValueType>(reader.number<std::uint32_t>());
  switch (type) {
    case ValueType::Bool: return read_bool(reader);
    case ValueType::UInt64: return reader.number<std::uint64_t>();
    case ValueType::Float32: return static_cast<double>(reader.number<float>());
    case ValueType::Float64: return reader.number<double>();
    case ValueType::String: return reader.string();
    case ValueType::Array: return read_array(reader);
    case ValueType::UInt8:
    case ValueType::Int8:
    case ValueType::UInt16:
    case ValueType::Int16:
    case ValueType::UInt32:
    case ValueType::Int32:
    case ValueType::Int64: return read_integer(reader, type);
  }
  reader.fail(ErrorCode::Malformed, "unknown value type " + std::to_string(static_cast<std::uint32_t>(type)));
}

/// Name, shape, type and offset of one tensor; the offset is still relative to the data section.
CheckpointTensor read_tensor_info(Reader& reader) {
  CheckpointTensor tensor;
  tensor.name = reader.string(kMaxKeyLength);
  reader.enter(tensor.name);
  const auto dimensions = reader.number<std::uint32_t>();
  if (dimensions == 0 || dimensions > kMaxDimensions)
    reader.fail(ErrorCode::Malformed, std::to_string(dimensions) + " dimensions; 1 to 4 are allowed");
  std::uint64_t elements = 1;
  for (std::uint32_t i = 0; i < dimensions; ++i) {
    const auto length = reader.number<std::uint64_t>();
    if (length == 0) reader.fail(ErrorCode::Malformed, "a dimension is zero");
    if (__builtin_mul_overflow(elements, length, &elements) || elements > (std::uint64_t{1} << 56))
      reader.fail(ErrorCode::Malformed, "the dimensions overflow");
    tensor.shape.insert(tensor.shape.begin(), length);
  }
  tensor.ggml_type = reader.number<std::uint32_t>();
  tensor.offset = reader.number<std::uint64_t>();
  if (const auto type = dtype_from_ggml(tensor.ggml_type)) {
    if (tensor.shape.back() % traits(*type).block_length != 0)
      reader.fail(ErrorCode::Malformed, "rows of " + std::to_string(tensor.shape.back()) +
                                            " values are not whole blocks of " + std::string(traits(*type).name));
    tensor.bytes = row_bytes(*type, elements);
  }
  return tensor;
}

void check_start(Reader& reader, std::span<const std::byte> bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), std::min<std::size_t>(bytes.size(), 512));
  if (!text.starts_with("GGUF")) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (lower.find("<html") != std::string::npos || lower.find("<!doctype") != std::string::npos)
      reader.fail(ErrorCode::FailedDownload, "this is a web page, not a model: the download failed; download it again");
    reader.fail(ErrorCode::NotAModel, "this is not a GGUF file");
  }
  reader.number<std::uint32_t>();
  const auto version = reader.number<std::uint32_t>();
  if (version != 0 && (version & 0xffffu) == 0)
    reader.fail(ErrorCode::UnsupportedVersion, "this GGUF file is big-endian; a little-endian one is needed");
  if (version != 3)
    reader.fail(ErrorCode::UnsupportedVersion, "GGUF version " + std::to_string(version) + " is not supported, only 3");
}

/// Turns relative offsets into places in the file; refuses what is outside, misaligned or overlapping.
void place_tensors(Checkpoint& checkpoint, std::span<const std::byte> bytes, std::uint64_t data_start,
                   std::uint64_t alignment) {
  std::vector<CheckpointTensor*> in_order;
  for (auto& [name, tensor] : checkpoint.tensors) {
    const auto fail = [&](ErrorCode code, const std::string& message) {
      throw Error(code, checkpoint.file, name, message);
    };
    if (tensor.offset % alignment != 0) fail(ErrorCode::Malformed, "its offset is not aligned");
    if (tensor.offset > bytes.size() || data_start > bytes.size() - tensor.offset ||
        tensor.bytes > bytes.size() - data_start - tensor.offset)
      fail(ErrorCode::Truncated, "its data lie beyond the end of the file (" + std::to_string(bytes.size()) +
                                     " bytes): the file is incomplete");
    tensor.offset += data_start;
    tensor.data = bytes.data() + tensor.offset;
    in_order.push_back(&tensor);
  }
  std::ranges::sort(in_order, {}, &CheckpointTensor::offset);
  for (std::size_t i = 1; i < in_order.size(); ++i)
    if (in_order[i - 1]->offset + in_order[i - 1]->bytes > in_order[i]->offset)
      throw Error(ErrorCode::Malformed, checkpoint.file, in_order[i]->name,
                  "its data overlap those of " + in_order[i - 1]->name);
}

}  // namespace

Checkpoint read_gguf(std::span<const std::byte> bytes, std::string name, std::shared_ptr<const void> storage) {
  static_assert(std::endian::native == std::endian::little, "the reader copies little-endian values");
  Checkpoint checkpoint;
  checkpoint.file = name;
  checkpoint.file_bytes = bytes.size();
  checkpoint.metadata = Metadata(name);
  checkpoint.storage = std::move(storage);

  Reader reader(bytes, name);
  check_start(reader, bytes);
  const auto tensor_count = reader.number<std::uint64_t>();
  const auto key_count = reader.number<std::uint64_t>();
  // The least a tensor takes is its name length, one dimension, type and offset; the least a key takes is its length,
  // a type and one byte.
  if (tensor_count > reader.remaining() / 32) reader.fail(ErrorCode::Malformed, "more tensors than the file can hold");
  if (key_count > reader.remaining() / 13) reader.fail(ErrorCode::Malformed, "more keys than the file can hold");

  for (std::uint64_t i = 0; i < key_count; ++i) {
    reader.enter({});
    auto key = reader.string(kMaxKeyLength);
    reader.enter(key);
    checkpoint.metadata.insert(std::move(key), read_value(reader));
  }
  for (std::uint64_t i = 0; i < tensor_count; ++i) {
    reader.enter({});
    auto tensor = read_tensor_info(reader);
    const auto tensor_name = tensor.name;
    if (!checkpoint.tensors.emplace(tensor_name, std::move(tensor)).second)
      reader.fail(ErrorCode::Malformed, "two tensors have this name");
  }

  const auto alignment =
      static_cast<std::uint64_t>(checkpoint.metadata.integer_or("general.alignment", kDefaultAlignment, 1, 1 << 20));
  if (!std::has_single_bit(alignment)) checkpoint.metadata.fail("general.alignment", "a power of two is expected");
  const auto data_start = (reader.offset() + alignment - 1) / alignment * alignment;
  place_tensors(checkpoint, bytes, data_start, alignment);
  return checkpoint;
}

Checkpoint read_gguf(const std::filesystem::path& file) {
  const auto map = std::make_shared<const MemoryMap>(file);
  return read_gguf(map->bytes(), file.string(), map);
}

}  // namespace mingsi::engine
