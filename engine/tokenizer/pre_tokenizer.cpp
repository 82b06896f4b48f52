// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/pre_tokenizer.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <algorithm>
#include <array>
#include <chrono>
#include <pcre2.h>
#include <span>
#include <utility>

#include "engine/base/error.h"

namespace mingsi::engine {
namespace {

// The letters of deepseek-llm's tokenizer.json, which lists ranges instead of naming a Unicode property;
// those that Unicode normalization would replace are written as numbers.
#define MINGSI_DEEPSEEK_LLM_LETTERS                                                                                                      \
  "A-Za-zµÀ-ÖØ-öø-ƺƼ-ƿǄ-ʓʕ-ʯͰ-ͳͶͷͻ-ͽͿΆΈ-ΊΌΎ-ΡΣ-ϵϷ-ҁҊ-ԯԱ-ՖႠ-ჅᎠ-Ᏽᏸ-ᏽᲐ-"                    \
  "ᲺᲽ-"                                                                                                                              \
  "Ჿᴀ-"                                                                                                                              \
  "ᴫᵫ"                                                                                                                               \
  "-ᵷᵹ-ᶚḀ-ἕἘ-Ἕἠ-ὅὈ-Ὅὐ-ὗὙὛὝὟ-\\x{1F7D}ᾀ-ᾴᾶ-ᾼ\\x{1FBE}ῂ-ῄῆ-ῌῐ-\\x{1FD3}ῖ-\\x{1FDB}"  \
  "ῠ-Ῥῲ-ῴῶ-ῼℂℇℊ-ℓℕℙ-ℝℤ\\x{2126}ℨ\\x{212A}-ℭℯ-ℴℹℼ-ℿⅅ-ⅉⅎↃↄⰀ-ⱻⱾ-ⳤⳫ-ⳮⳲⳳ" \
  "Ꙁ-ꙭꚀ-ꚛꜢ-ꝯꝱ-ꞇꞋ-ꞎꭰ-ꮿﬀ-ﬆﬓ-ﬗＡ-Ｚａ-ｚ𐐀-𐑏𐒰-𐓓𐓘-𐓻𐲀-𐲲𐳀-"                      \
  "𐳲𑢠-"                                                                                                                            \
  "𑣟𞤀-"                                                                                                                            \
  "𞥃"                                                                                                                                 \
  ""

constexpr std::array<std::string_view, 6> kDeepSeekLlm = {
    "[\r\n]",
    "\\s?[" MINGSI_DEEPSEEK_LLM_LETTERS "]+",
    "\\s?[!-/:-~！-／：-～‘-‟　-。]+",
    "\\s+$",
    "[一-龥ࠀ-一가-퟿]+",
    "\\p{N}",  // tokenizers: Digits(individual_digits)
};

constexpr std::array<std::string_view, 5> kDeepSeekCoder = {
    "[\r\n]", "\\s?\\p{L}+", "\\s?\\p{P}+", "[一-龥ࠀ-一가-퟿]+", "\\p{N}",
};

constexpr std::array<std::string_view, 3> kDeepSeekV3 = {
    "\\p{N}{1,3}",
    "[一-龥぀-ゟ゠-ヿ]+",
    "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| "
    "?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
};

// Qwen2's expression, which the Qwen distills of R1 keep under a name of their own.
constexpr std::array<std::string_view, 1> kQwen2 = {
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| "
    "?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
};

struct NamedSequence {
  std::string_view name;
  std::span<const std::string_view> expressions;
};

constexpr std::array<std::string_view, 1> kLlama3 = {
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| "
    "?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
};

constexpr std::array<std::string_view, 1> kGpt2Sequence = {PreTokenizer::kGpt2};

constexpr std::array<NamedSequence, 7> kSequences = {{
    {"deepseek-llm", kDeepSeekLlm},
    {"deepseek-coder", kDeepSeekCoder},
    {"deepseek-v3", kDeepSeekV3},
    {"deepseek-r1-qwen", kQwen2},
    {"qwen2", kQwen2},
    {"llama-bpe", kLlama3},
    {"gpt-2", kGpt2Sequence},
}};

std::string list_names() {
  std::string text;
  for (const auto name : PreTokenizer::known_names())
    text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

// Keeps PCRE2's backtracking bounded in one match, and the whole of it for expressions that come from a file.
constexpr std::uint32_t kMatchLimit = 10'000'000;
constexpr std::chrono::seconds kPatience{10};
constexpr std::size_t kLongestExpression = 20'000;

/// PCRE2 counts U+180E among white space, which Unicode does not: `\\s` is spelt out as the property White_Space.
std::string spell_out_white_space(std::string_view pattern) {
  constexpr std::string_view kWhite = "\\x{9}-\\x{D}\\x{85}\\p{Z}";
  std::string result;
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\' && i + 1 < pattern.size()) {
      const char escaped = pattern[++i];
      if (escaped == 's') {
        result += in_class ? std::string(kWhite) : "[" + std::string(kWhite) + "]";
      } else if (escaped == 'S' && !in_class) {
        result += "[^" + std::string(kWhite) + "]";
      } else {
        result += {c, escaped};
      }
      continue;
    }
    if (c == '[') in_class = true;
    if (c == ']') in_class = false;
    result += c;
  }
  return result;
}

}  // namespace

/// One compiled expression; matching is const and thread-safe (match data are made per call).
class PreTokenizer::Expression {
 public:
  explicit Expression(std::string_view pattern) {
    int error = 0;
    PCRE2_SIZE offset = 0;
    if (pattern.size() > kLongestExpression)
      throw Error(ErrorCode::UnsupportedTokenizer, "a pre-tokenizer expression is too long");
    const std::string translated = spell_out_white_space(pattern);
    code_ = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()), translated.size(),
                          PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF, &error, &offset, nullptr);
    if (!code_)
      throw Error(ErrorCode::UnsupportedTokenizer,
                  "a pre-tokenizer expression does not compile at " + std::to_string(offset));
    pcre2_jit_compile(code_, PCRE2_JIT_COMPLETE);  // without a JIT, matching is only slower
  }
  ~Expression() { pcre2_code_free(code_); }
  Expression(Expression&& other) noexcept : code_(std::exchange(other.code_, nullptr)) {}

  /// Appends the matches in `piece` and the stretches between them.
  void split(std::string_view piece, std::chrono::steady_clock::time_point deadline,
             std::vector<std::string_view>& out) const {
    const Match match(code_);
    std::size_t done = 0;
    std::size_t from = 0;
    std::size_t matches = 0;
    while (from < piece.size()) {
      if (++matches % 64 == 0 && std::chrono::steady_clock::now() > deadline)
        throw Error(ErrorCode::UnsupportedTokenizer, "the pre-tokenizer's expressions take unreasonably long");
      const auto find = [&](std::uint32_t options) {
        return pcre2_match(code_, reinterpret_cast<PCRE2_SPTR>(piece.data()), piece.size(), from, options, match.data,
                           match.context);
      };
      int found = find(0);
      if (found == PCRE2_ERROR_JIT_STACKLIMIT) found = find(PCRE2_NO_JIT);
      if (found == PCRE2_ERROR_NOMATCH) break;
      if (found < 0)
        throw Error(
            ErrorCode::UnsupportedTokenizer,
            "a pre-tokenizer expression cannot be applied to this text (PCRE2 error " + std::to_string(found) + ")");
      const PCRE2_SIZE* range = pcre2_get_ovector_pointer(match.data);
      if (range[1] == range[0]) {
        from = range[1] + 1;
        continue;
      }
      if (range[0] > done) out.push_back(piece.substr(done, range[0] - done));
      out.push_back(piece.substr(range[0], range[1] - range[0]));
      done = from = range[1];
    }
    if (done < piece.size()) out.push_back(piece.substr(done));
  }

 private:
  struct Match {
    explicit Match(const pcre2_code* code)
        : data(pcre2_match_data_create_from_pattern(code, nullptr)), context(pcre2_match_context_create(nullptr)) {
      pcre2_set_match_limit(context, kMatchLimit);
    }
    ~Match() {
      pcre2_match_context_free(context);
      pcre2_match_data_free(data);
    }
    Match(const Match&) = delete;
    Match& operator=(const Match&) = delete;
    pcre2_match_data* data;
    pcre2_match_context* context;
  };

  pcre2_code* code_;
};

PreTokenizer::PreTokenizer(std::string_view name) {
  for (const auto& sequence : kSequences) {
    if (sequence.name != name) continue;
    expressions_.reserve(sequence.expressions.size());
    for (const auto pattern : sequence.expressions)
      expressions_.emplace_back(pattern);
    return;
  }
  throw Error(ErrorCode::UnsupportedTokenizer,
              "the pre-tokenizer \"" + std::string(name) + "\" is not known; known are " + list_names());
}

PreTokenizer::PreTokenizer(std::span<const std::string> expressions) {
  expressions_.reserve(expressions.size());
  for (const auto& pattern : expressions)
    expressions_.emplace_back(pattern);
}

PreTokenizer::~PreTokenizer() = default;
PreTokenizer::PreTokenizer(PreTokenizer&&) noexcept = default;

std::vector<std::string_view> PreTokenizer::split(std::string_view text) const {
  std::vector<std::string_view> pieces;
  if (!text.empty()) pieces.push_back(text);
  std::vector<std::string_view> finer;
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  for (const auto& expression : expressions_) {
    finer.clear();
    for (const auto piece : pieces)
      expression.split(piece, deadline, finer);
    pieces.swap(finer);
  }
  return pieces;
}

std::vector<std::string_view> PreTokenizer::known_names() {
  std::vector<std::string_view> names;
  for (const auto& sequence : kSequences)
    names.push_back(sequence.name);
  return names;
}

std::optional<std::string_view> PreTokenizer::name_of(std::span<const std::string> expressions) {
  for (const auto& sequence : kSequences)
    if (std::ranges::equal(sequence.expressions, expressions)) return sequence.name;
  return std::nullopt;
}

}  // namespace mingsi::engine
