// SPDX-License-Identifier: Apache-2.0
#include "engine/formats/checkpoint.h"

#include <cmath>

#include "engine/base/error.h"
#include "engine/tensor/convert.h"

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
  const auto type = dtype_from_ggml(tensor.ggml_type);
  if (!type) {
    const auto known = ggml_type_name(tensor.ggml_type);
    throw Error(ErrorCode::UnsupportedType, file, tensor.name,
                "the weight type " + (known.empty() ? std::to_string(tensor.ggml_type) : std::string(known)) +
                    " is not supported");
  }
  return {*type, tensor.elements() / shape.back(), shape.back(), tensor.data};
}

std::vector<float> Checkpoint::vector(std::string_view name, std::uint64_t length) const {
  const Weight stored = weight(name, {length});
  std::vector<float> values(length);
  dequantize_row(stored.type, stored.data, values);
  for (const float value : values)
    if (!std::isfinite(value))
      throw Error(ErrorCode::NotFinite, file, std::string(name), "the tensor holds NaN or infinite values");
  return values;
}

}  // namespace mingsi::engine
