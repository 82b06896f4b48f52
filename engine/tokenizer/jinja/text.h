// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mingsi::engine::jinja {

/// A string of a template that remembers which of its bytes people typed. Every operation keeps the marks with the
/// bytes, so that in the finished prompt a special token that the template wrote can be told from one that a message
/// only looks like.
class Text {
 public:
  Text() = default;
  Text(std::string_view bytes, bool typed = false) : bytes_(bytes) {
    if (typed) marks_.assign(bytes.size(), '\1');
  }

  const std::string& bytes() const { return bytes_; }
  /// A byte for each byte: not 0 where it was typed.
  std::string marks() const { return marks_.empty() ? std::string(bytes_.size(), '\0') : marks_; }
  bool typed() const { return marks_.find('\1') != std::string::npos; }
  std::size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }

  Text substr(std::size_t begin, std::size_t length = std::string::npos) const {
    Text part;
    part.bytes_ = bytes_.substr(begin, length);
    if (!marks_.empty()) part.marks_ = marks_.substr(begin, length);
    return part;
  }

  Text& operator+=(const Text& other) {
    if (!marks_.empty() || !other.marks_.empty()) {
      marks_.resize(bytes_.size(), '\0');
      marks_ += other.marks();
    }
    bytes_ += other.bytes_;
    return *this;
  }

  /// `bytes`, typed as a whole if any byte of this text is: for results that no longer match byte by byte.
  Text derived(std::string_view bytes) const { return Text(bytes, typed()); }

 private:
  std::string bytes_;
  std::string marks_;  ///< empty: nothing is typed
};

}  // namespace mingsi::engine::jinja
