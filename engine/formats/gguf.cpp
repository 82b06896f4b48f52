// SPDX-License-Identifier: Apache-2.0
#include "engine/formats/gguf.h"

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string_view>

#include "engine/base/error.h"
#include "engine/base/memory_map.h"
#include "engine/formats/gguf_values.h"
#include "engine/formats/web_page.h"

namespace mingsi::engine {
namespace {

constexpr std::uint64_t kMaxKeyLength = 65535;  // the specification's limit
constexpr std::uint64_t kMaxDimensions = 4;
constexpr std::uint64_t kDefaultAlignment = 32;
constexpr int kMaxArrayDepth = 1;  // no published key nests arrays
// What is read takes more memory than its bytes in the file: short strings four times as much, bytes eight times. The
// vocabulary of a published model comes to some 60 MiB.
constexpr std::uint64_t kSpareMemory = std::uint64_t{96} << 20;
constexpr std::uint64_t kKeyMemory = 160;  // of a node of the map

using ValueType = GgufValueType;

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

  /// Counts memory that what is read will take, before it is taken: all of it is to stay in the file's size class.
  void keep(std::uint64_t count, std::uint64_t bytes_each) {
    kept_ += count * bytes_each;
    if (kept_ > kSpareMemory + bytes_.size())
      fail(ErrorCode::Malformed, "there is more of it than any model has: it would take far more memory than the file");
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
    keep(1, length);
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
  std::uint64_t kept_ = 0;
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
  reader.keep(count, type == ValueType::String ? sizeof(std::string) : sizeof(std::int64_t));
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

/// A tensor and the place of its data, relative to the data section.
struct PlacedTensor {
  CheckpointTensor tensor;
  std::uint64_t offset = 0;
};

PlacedTensor read_tensor_info(Reader& reader) {
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
  tensor.type_id = reader.number<std::uint32_t>();
  const auto offset = reader.number<std::uint64_t>();
  if (const auto type = dtype_from_ggml(tensor.type_id)) {
    if (tensor.shape.back() % traits(*type).block_length != 0)
      reader.fail(ErrorCode::Malformed, "rows of " + std::to_string(tensor.shape.back()) +
                                            " values are not whole blocks of " + std::string(traits(*type).name));
    tensor.bytes = row_bytes(*type, elements);
  }
  return {std::move(tensor), offset};
}

void check_start(Reader& reader, std::span<const std::byte> bytes, const std::string& file) {
  refuse_web_page(bytes, file);
  constexpr std::string_view magic = "GGUF";
  if (bytes.size() < magic.size() || std::memcmp(bytes.data(), magic.data(), magic.size()) != 0)
    reader.fail(ErrorCode::NotAModel, "this is not a GGUF file");
  reader.number<std::uint32_t>();
  const auto version = reader.number<std::uint32_t>();
  if (version != 0 && (version & 0xffffu) == 0)
    reader.fail(ErrorCode::UnsupportedVersion, "this GGUF file is big-endian; a little-endian one is needed");
  // Version 2 differs from 3 only in that it never was big-endian.
  if (version != 2 && version != 3)
    reader.fail(ErrorCode::UnsupportedVersion,
                "GGUF version " + std::to_string(version) + " is not supported, only 2 and 3");
}

/// Finds every tensor's data; refuses what is outside, misaligned or overlapping.
void place_tensors(Checkpoint& checkpoint, std::vector<PlacedTensor> tensors, std::span<const std::byte> bytes,
                   std::uint64_t data_start, std::uint64_t alignment) {
  std::ranges::sort(tensors, {}, &PlacedTensor::offset);
  const PlacedTensor* previous = nullptr;
  for (auto& placed : tensors) {
    auto& [tensor, offset] = placed;
    const auto fail = [&, name = tensor.name](ErrorCode code, const std::string& message) {
      throw Error(code, checkpoint.file, name, message);
    };
    if (offset % alignment != 0) fail(ErrorCode::Malformed, "its offset is not aligned");
    if (offset > bytes.size() || data_start > bytes.size() - offset ||
        tensor.bytes > bytes.size() - data_start - offset)
      fail(ErrorCode::Truncated, "its data lie beyond the end of the file (" + std::to_string(bytes.size()) +
                                     " bytes): the file is incomplete");
    if (previous && previous->offset + previous->tensor.bytes > offset)
      fail(ErrorCode::Malformed, "its data overlap those of " + previous->tensor.name);
    tensor.data = bytes.data() + data_start + offset;
    previous = &placed;
  }
  for (auto& [tensor, offset] : tensors) {
    const auto name = tensor.name;
    if (!checkpoint.tensors.emplace(name, std::move(tensor)).second)
      throw Error(ErrorCode::Malformed, checkpoint.file, name, "two tensors have this name");
  }
}

constexpr std::int64_t kMaxParts = 99999;

/// `name-00002-of-00003.gguf` → its pieces; nullopt for a file that is not named as a part.
struct PartName {
  std::string before;
  std::int64_t number, count;
  std::string after;

  std::filesystem::path of(std::int64_t part) const {
    char digits[40];
    std::snprintf(digits, sizeof digits, "-%05d-of-%05d", static_cast<int>(part), static_cast<int>(count));
    return before + digits + after;
  }
};

std::optional<PartName> parse_part_name(const std::filesystem::path& file) {
  constexpr std::string_view pattern = "-00000-of-00000.gguf";  // 0 stands for any digit
  const std::string name = file.filename().string();
  if (name.size() < pattern.size()) return std::nullopt;
  const std::string end = name.substr(name.size() - pattern.size());
  for (std::size_t i = 0; i < pattern.size(); ++i)
    if (pattern[i] == '0' ? end[i] < '0' || end[i] > '9' : end[i] != pattern[i]) return std::nullopt;
  const auto before = file.parent_path() / name.substr(0, name.size() - pattern.size());
  return PartName{before.string(), std::stol(end.substr(1, 5)), std::stol(end.substr(10, 5)), ".gguf"};
}

Checkpoint map_gguf(const std::filesystem::path& file) {
  auto map = std::make_shared<const MemoryMap>(file);
  auto checkpoint = read_gguf(map->bytes(), file.string());
  checkpoint.maps.push_back(std::move(map));
  return checkpoint;
}

/// Adds the tensors of part `number`.
void add_part(Checkpoint& whole, const PartName& name, std::int64_t number) {
  auto part = map_gguf(name.of(number));
  const auto& keys = part.metadata;
  if (keys.integer("split.no", 0, kMaxParts) != number - 1)
    keys.fail("split.no", "this is not part " + std::to_string(number));
  if (keys.integer("split.count", 1, kMaxParts) != name.count)
    keys.fail("split.count", "the parts belong to different files");
  for (auto& [tensor_name, tensor] : part.tensors)
    if (!whole.tensors.emplace(tensor_name, std::move(tensor)).second)
      throw Error(ErrorCode::Malformed, part.file, tensor_name, "an earlier part has this tensor too");
  whole.file_bytes += part.file_bytes;
  std::ranges::move(part.maps, std::back_inserter(whole.maps));
}

}  // namespace

Checkpoint read_gguf(std::span<const std::byte> bytes, std::string name) {
  static_assert(std::endian::native == std::endian::little, "the reader copies little-endian values");
  Checkpoint checkpoint;
  checkpoint.file = name;
  checkpoint.file_bytes = bytes.size();
  checkpoint.metadata = Metadata(name);

  Reader reader(bytes, name);
  check_start(reader, bytes, name);
  const auto tensor_count = reader.number<std::uint64_t>();
  const auto key_count = reader.number<std::uint64_t>();
  // The least a tensor takes is its name length, one dimension, type and offset; the least a key takes is its length,
  // a type and one byte.
  if (tensor_count > reader.remaining() / 32) reader.fail(ErrorCode::Malformed, "more tensors than the file can hold");
  if (key_count > reader.remaining() / 13) reader.fail(ErrorCode::Malformed, "more keys than the file can hold");

  for (std::uint64_t i = 0; i < key_count; ++i) {
    reader.enter({});
    reader.keep(1, kKeyMemory);
    auto key = reader.string(kMaxKeyLength);
    reader.enter(key);
    checkpoint.metadata.insert(std::move(key), read_value(reader));
  }
  std::vector<PlacedTensor> tensors;
  reader.enter({});
  // Twice: in this list and, under their names, in the checkpoint.
  reader.keep(2 * tensor_count, sizeof(PlacedTensor) + kKeyMemory / 2);
  tensors.reserve(tensor_count);
  for (std::uint64_t i = 0; i < tensor_count; ++i) {
    reader.enter({});
    tensors.push_back(read_tensor_info(reader));
  }

  const auto alignment =
      static_cast<std::uint64_t>(checkpoint.metadata.integer_or("general.alignment", kDefaultAlignment, 1, 1 << 20));
  if (!std::has_single_bit(alignment)) checkpoint.metadata.fail("general.alignment", "a power of two is expected");
  const auto data_start = (reader.offset() + alignment - 1) / alignment * alignment;
  place_tensors(checkpoint, std::move(tensors), bytes, data_start, alignment);
  return checkpoint;
}

Checkpoint read_gguf(const std::filesystem::path& file) {
  const auto name = parse_part_name(file);
  auto checkpoint = map_gguf(name ? name->of(1) : file);
  const auto& keys = checkpoint.metadata;
  const auto count = keys.integer_or("split.count", 0, 0, kMaxParts);
  if (count <= 1) return checkpoint;
  if (!name)
    keys.fail("split.count", "the file is one of " + std::to_string(count) +
                                 " parts, and its name does not tell the others; name them as they were downloaded "
                                 "(…-00001-of-0000N.gguf)");
  if (count != name->count) keys.fail("split.count", "the number of parts differs from the one in the file's name");
  if (keys.integer("split.no", 0, kMaxParts) != 0) keys.fail("split.no", "this is not the first part");
  for (std::int64_t part = 2; part <= count; ++part)
    add_part(checkpoint, *name, part);
  const auto expected = keys.integer_or("split.tensors.count", -1, 0, INT64_MAX);
  if (expected >= 0 && static_cast<std::uint64_t>(expected) != checkpoint.tensors.size())
    keys.fail("split.tensors.count", "the parts have " + std::to_string(checkpoint.tensors.size()) +
                                         " tensors together, " + std::to_string(expected) + " are expected");
  return checkpoint;
}

}  // namespace mingsi::engine
