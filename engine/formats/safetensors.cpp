// SPDX-License-Identifier: Apache-2.0
#include "engine/formats/safetensors.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "engine/base/error.h"
#include "engine/formats/json.h"
#include "engine/formats/web_page.h"

namespace mingsi::engine {
namespace {

constexpr std::uint64_t kMaxHeader = 100'000'000;  // the limit of the reference implementation
constexpr std::size_t kMaxDimensions = 8;

struct SafeType {
  std::string_view name;
  std::uint64_t bytes;
  std::optional<DType> type;
};
constexpr std::array<SafeType, 15> kTypes = {{{"F64", 8, {}},
                                              {"F32", 4, DType::F32},
                                              {"F16", 2, DType::F16},
                                              {"BF16", 2, DType::BF16},
                                              {"F8_E4M3", 1, DType::F8_E4M3},
                                              {"F8_E5M2", 1, {}},
                                              {"I64", 8, {}},
                                              {"I32", 4, {}},
                                              {"I16", 2, {}},
                                              {"I8", 1, {}},
                                              {"U64", 8, {}},
                                              {"U32", 4, {}},
                                              {"U16", 2, {}},
                                              {"U8", 1, {}},
                                              {"BOOL", 1, {}}}};

class HeaderReader {
 public:
  HeaderReader(std::span<const std::byte> data, const std::string& file) : data_(data), file_(file) {}

  SafeTensor read(const std::string& name, const Json& entry) const {
    const auto refuse = [&](const std::string& message) -> void {
      throw Error(ErrorCode::Malformed, file_, name, message);
    };
    const auto* shape = find(entry, "shape");
    const auto* offsets = find(entry, "data_offsets");
    if (!shape || !shape->is_array() || !offsets || !offsets->is_array() || offsets->size() != 2)
      refuse("dtype, shape and data_offsets are expected");
    SafeTensor tensor;
    tensor.name = name;
    tensor.type_name = text_or(entry, "dtype", "");
    const auto type = std::ranges::find(kTypes, tensor.type_name, &SafeType::name);
    if (type == kTypes.end()) refuse("the data type \"" + tensor.type_name.substr(0, 40) + "\" is not known");
    tensor.type = type->type;

    if (shape->size() > kMaxDimensions) refuse("it has too many dimensions");
    std::uint64_t bytes = type->bytes;
    for (const auto& length : *shape) {
      if (!length.is_number_unsigned()) refuse("the shape must be whole numbers");
      tensor.shape.push_back(length.get<std::uint64_t>());
      if (__builtin_mul_overflow(bytes, tensor.shape.back(), &bytes)) refuse("the dimensions overflow");
    }
    if (!(*offsets)[0].is_number_unsigned() || !(*offsets)[1].is_number_unsigned())
      refuse("data_offsets must be whole numbers");
    const auto begin = (*offsets)[0].get<std::uint64_t>();
    const auto end = (*offsets)[1].get<std::uint64_t>();
    if (end < begin || end - begin != bytes)
      refuse("its shape and type need " + std::to_string(bytes) + " bytes, data_offsets say otherwise");
    if (end > data_.size())
      throw Error(ErrorCode::Truncated, file_, name, "its data lie beyond the end of the file: the file is incomplete");
    tensor.data = data_.subspan(begin, bytes);
    return tensor;
  }

 private:
  std::span<const std::byte> data_;
  const std::string& file_;
};

void check_coverage(const std::vector<SafeTensor>& tensors, std::span<const std::byte> data, const std::string& file) {
  std::vector<const SafeTensor*> in_order;
  for (const auto& tensor : tensors)
    in_order.push_back(&tensor);
  std::ranges::sort(in_order, [](const SafeTensor* a, const SafeTensor* b) {
    return std::pair(a->data.data(), a->data.size()) < std::pair(b->data.data(), b->data.size());
  });
  const std::byte* end = data.data();
  for (const auto* tensor : in_order) {
    if (tensor->data.data() < end) throw Error(ErrorCode::Malformed, file, tensor->name, "its data overlap another's");
    if (tensor->data.data() > end) throw Error(ErrorCode::Malformed, file, tensor->name, "there is a hole before it");
    end = tensor->data.data() + tensor->data.size();
  }
  if (end != data.data() + data.size())
    throw Error(ErrorCode::Malformed, file, {}, "there are bytes behind the last tensor");
}

}  // namespace

std::vector<SafeTensor> read_safetensors(std::span<const std::byte> bytes, const std::string& file) {
  refuse_web_page(bytes, file);
  if (bytes.size() < 8) throw Error(ErrorCode::Truncated, file, "byte 0", "the file ends before its header");
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), sizeof length);
  if (length < 2 || length > kMaxHeader || (bytes.size() > 8 && bytes[8] != std::byte{'{'}))
    throw Error(ErrorCode::NotAModel, file, "byte 0", "this is not a safetensors file");
  if (length > bytes.size() - 8)
    throw Error(ErrorCode::Truncated, file, "byte 8", "the file ends in the middle of its header");
  const auto header = parse_json(as_text(bytes.subspan(8, length)), file);
  if (!header.is_object()) throw Error(ErrorCode::Malformed, file, "byte 8", "the header must be a JSON object");

  const auto data = bytes.subspan(8 + length);
  const HeaderReader reader(data, file);
  std::vector<SafeTensor> tensors;
  for (const auto& [name, entry] : header.items())
    if (name != "__metadata__") tensors.push_back(reader.read(name, entry));
  check_coverage(tensors, data, file);
  return tensors;
}

}  // namespace mingsi::engine
