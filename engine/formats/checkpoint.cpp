// SPDX-License-Identifier: Apache-2.0
#include "engine/formats/checkpoint.h"

#include <cmath>

#include "engine/base/error.h"
#include "engine/tensor/dequantize.h"

namespace mingsi::engine {
namespace {

std::string to_text(const std::vector<std::uint64_t>& shape) {
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size(); ++i)
    text += (i ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

}  // namespace

std::uint64_t CheckpointTensor::elements() const {
  std::uint64_t product = 1;
  for (const auto n : shape)
    product *= n;
  return product;
}

void Checkpoint::check_maps() const {
  for (const auto& map : maps)
    map->check();
}

const CheckpointTensor& Checkpoint::at(std::string_view tensor) const {
  const auto place = tensors.find(tensor);
  if (place == tensors.end())
    throw Error(ErrorCode::MissingTensor, file, std::string(tensor), "this tensor is missing");
  return place->second;
}

Weight Checkpoint::weight(std::string_view name, std::vector<std::uint64_t> shape) const {
  const auto& tensor = at(name);
  if (tensor.shape != shape)
    throw Error(ErrorCode::BadShape, file, tensor.name,
                "the shape is " + to_text(tensor.shape) + ", " + to_text(shape) + " is expected");
  if (tensor.bytes == 0) {
    const auto known = type_name(tensor.type_id);
    throw Error(ErrorCode::UnsupportedType, file, tensor.name,
                "the weight type " + (known.empty() ? std::to_string(tensor.type_id) : std::string(known)) +
                    " is not supported");
  }
  return {static_cast<DType>(tensor.type_id), tensor.elements() / shape.back(), shape.back(), tensor.data,
          tensor.scales};
}

std::vector<Weight> Checkpoint::weights(const std::string& prefix, std::uint64_t count, std::uint64_t rows,
                                        std::uint64_t columns) const {
  std::vector<Weight> result;
  result.reserve(count);
  if (contains(prefix + ".0.weight")) {
    for (std::uint64_t i = 0; i < count; ++i)
      result.push_back(weight(prefix + "." + std::to_string(i) + ".weight", {rows, columns}));
    return result;
  }
  const Weight stack = weight(prefix + ".weight", {count, rows, columns});
  for (std::uint64_t i = 0; i < count; ++i)
    result.push_back(stack.slice(i * rows, rows));
  return result;
}

std::vector<float> Checkpoint::vector(std::string_view name, std::uint64_t length) const {
  const Weight stored = weight(name, {length});
  std::vector<float> values(length);
  dequantize_row(stored, 0, values);
  for (const float value : values)
    if (!std::isfinite(value))
      throw Error(ErrorCode::NotFinite, file, std::string(name), "the tensor holds NaN or infinite values");
  return values;
}

}  // namespace mingsi::engine
