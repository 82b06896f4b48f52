// SPDX-License-Identifier: Apache-2.0
#include "engine/formats/metadata.h"

#include "engine/base/error.h"

namespace mingsi::engine {

void Metadata::insert(std::string key, MetadataValue value) {
  const auto [place, fresh] = values_.emplace(std::move(key), std::move(value));
  if (!fresh) throw Error(ErrorCode::Malformed, file_, place->first, "this key appears twice");
}

void Metadata::fail(std::string_view key, const std::string& message) const {
  throw Error(ErrorCode::BadConfig, file_, std::string(key), message);
}

const MetadataValue* Metadata::find(std::string_view key) const {
  const auto place = values_.find(key);
  return place == values_.end() ? nullptr : &place->second;
}

const MetadataValue& Metadata::require(std::string_view key) const {
  const auto* value = find(key);
  if (!value) fail(key, "this key is missing");
  return *value;
}

std::int64_t Metadata::integer(std::string_view key, std::int64_t low, std::int64_t high) const {
  const auto& value = require(key);
  std::int64_t number = 0;
  if (const auto* i = std::get_if<std::int64_t>(&value)) {
    number = *i;
  } else if (const auto* u = std::get_if<std::uint64_t>(&value)) {
    number = *u > static_cast<std::uint64_t>(INT64_MAX) ? INT64_MAX : static_cast<std::int64_t>(*u);
  } else {
    fail(key, "an integer is expected");
  }
  if (number < low || number > high)
    fail(key, "the value " + std::to_string(number) + " lies outside " + std::to_string(low) + " to " +
                  std::to_string(high));
  return number;
}

double Metadata::real(std::string_view key, double low, double high) const {
  const auto* number = std::get_if<double>(&require(key));
  if (!number) fail(key, "a floating-point number is expected");
  // Written so that NaN fails too.
  if (!(*number >= low && *number <= high))
    fail(key, "the value " + std::to_string(*number) + " lies outside " + std::to_string(low) + " to " +
                  std::to_string(high));
  return *number;
}

const std::string& Metadata::text(std::string_view key) const {
  const auto* text = std::get_if<std::string>(&require(key));
  if (!text) fail(key, "a string is expected");
  return *text;
}

const std::vector<std::string>& Metadata::texts(std::string_view key) const {
  const auto* texts = std::get_if<std::vector<std::string>>(&require(key));
  if (!texts) fail(key, "an array of strings is expected");
  return *texts;
}

std::int64_t Metadata::integer_or(std::string_view key, std::int64_t missing, std::int64_t low,
                                  std::int64_t high) const {
  return contains(key) ? integer(key, low, high) : missing;
}

double Metadata::real_or(std::string_view key, double missing, double low, double high) const {
  return contains(key) ? real(key, low, high) : missing;
}

bool Metadata::boolean_or(std::string_view key, bool missing) const {
  const auto* value = find(key);
  if (!value) return missing;
  const auto* flag = std::get_if<bool>(value);
  if (!flag) fail(key, "a boolean is expected");
  return *flag;
}

std::string Metadata::text_or(std::string_view key, std::string_view missing) const {
  return contains(key) ? text(key) : std::string(missing);
}

const std::vector<std::int64_t>* Metadata::integers(std::string_view key) const {
  const auto* value = find(key);
  if (!value) return nullptr;
  const auto* numbers = std::get_if<std::vector<std::int64_t>>(value);
  if (!numbers) fail(key, "an array of integers is expected");
  return numbers;
}

const std::vector<double>* Metadata::reals(std::string_view key) const {
  const auto* value = find(key);
  if (!value) return nullptr;
  const auto* numbers = std::get_if<std::vector<double>>(value);
  if (!numbers) fail(key, "an array of numbers is expected");
  return numbers;
}

}  // namespace mingsi::engine
