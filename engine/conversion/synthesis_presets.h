// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/gguf_writer.h"
#include "engine/formats/metadata.h"

namespace mingsi::engine {

/// A tensor of a synthetic model and how large its values are.
struct SyntheticTensor {
  GgufTensor tensor;
  double mean = 0;
  double deviation = 1;
};

/// The plan of a synthetic model: all that a file of the published one holds, but for its values.
struct SyntheticModel {
  Metadata metadata;
  std::vector<SyntheticTensor> tensors;
};

/// Shapes from the published config.json. `layers` 0 means all. Throws InvalidArgument for an unknown preset or too few
/// layers.
SyntheticModel plan_synthetic_model(std::string_view preset, std::size_t layers, DType type);

}  // namespace mingsi::engine
