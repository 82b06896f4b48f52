// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/formats/metadata.h"

namespace mingsi::engine {

/// The keys `<architecture>.<name>` of a checkpoint, each read with its range; failures name the whole key.
class ConfigKeys {
 public:
  static constexpr std::int64_t kMost = 1 << 20;  ///< no dimension of a real model comes near
  static constexpr std::int64_t kMostLayers = 1000;

  ConfigKeys(const Metadata& metadata, std::string architecture)
      : metadata_(metadata), prefix_(std::move(architecture) + ".") {}

  std::size_t size(const std::string& name, std::int64_t low = 1, std::int64_t high = kMost) const {
    return static_cast<std::size_t>(metadata_.integer(prefix_ + name, low, high));
  }
  std::size_t size_or(const std::string& name, std::size_t missing, std::int64_t low = 0,
                      std::int64_t high = kMost) const {
    return static_cast<std::size_t>(
        metadata_.integer_or(prefix_ + name, static_cast<std::int64_t>(missing), low, high));
  }
  float real_or(const std::string& name, float missing, double low, double high) const {
    return static_cast<float>(metadata_.real_or(prefix_ + name, static_cast<double>(missing), low, high));
  }
  bool boolean_or(const std::string& name, bool missing) const { return metadata_.boolean_or(prefix_ + name, missing); }
  std::string text_or(const std::string& name, const std::string& missing) const {
    return metadata_.text_or(prefix_ + name, missing);
  }
  [[noreturn]] void fail(const std::string& name, const std::string& message) const {
    metadata_.fail(prefix_ + name, message);
  }

  /// `vocab_size`, or the number of tokens where the file does not state it.
  std::size_t vocab() const {
    if (metadata_.contains(prefix_ + "vocab_size")) return size("vocab_size", 1, 1 << 24);
    return metadata_.texts("tokenizer.ggml.tokens").size();
  }

 private:
  const Metadata& metadata_;
  std::string prefix_;
};

}  // namespace mingsi::engine
