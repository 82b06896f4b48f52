// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mingsi::engine {

/// One value of a checkpoint's metadata. Integers of every width are widened; arrays of numbers become one of the
/// two numeric vectors.
using MetadataValue = std::variant<bool, std::int64_t, std::uint64_t, double, std::string, std::vector<std::int64_t>,
                                   std::vector<double>, std::vector<std::string>>;

/// Keys and values of a checkpoint, read with the expected type; every failure names the file and the key.
class Metadata {
 public:
  Metadata() = default;
  explicit Metadata(std::string file) : file_(std::move(file)) {}

  /// Throws Malformed for a key that is already there.
  void insert(std::string key, MetadataValue value);

  bool contains(std::string_view key) const { return find(key) != nullptr; }
  void erase(const std::string& key) { values_.erase(key); }
  /// All of them, in order of their keys.
  const std::map<std::string, MetadataValue, std::less<>>& values() const { return values_; }
  const std::string& file() const { return file_; }

  /// Throws BadConfig when the key is missing or has another type, or the number lies outside [low, high].
  std::int64_t integer(std::string_view key, std::int64_t low, std::int64_t high) const;
  double real(std::string_view key, double low, double high) const;
  const std::string& text(std::string_view key) const;
  const std::vector<std::string>& texts(std::string_view key) const;

  /// As above, with a value for a missing key; a key of the wrong type still throws.
  std::int64_t integer_or(std::string_view key, std::int64_t missing, std::int64_t low, std::int64_t high) const;
  double real_or(std::string_view key, double missing, double low, double high) const;
  bool boolean_or(std::string_view key, bool missing) const;
  std::string text_or(std::string_view key, std::string_view missing) const;
  /// nullptr when the key is missing.
  const std::vector<std::int64_t>* integers(std::string_view key) const;
  const std::vector<double>* reals(std::string_view key) const;

  [[noreturn]] void fail(std::string_view key, const std::string& message) const;

 private:
  const MetadataValue* find(std::string_view key) const;
  const MetadataValue& require(std::string_view key) const;

  std::string file_;
  std::map<std::string, MetadataValue, std::less<>> values_;
};

}  // namespace mingsi::engine
