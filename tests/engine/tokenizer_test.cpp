// SPDX-License-Identifier: Apache-2.0
// Against Hugging Face tokenizers: tests/golden/README.md says how the references were made.
#include "engine/tokenizer/tokenizer.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <random>

#include "engine/base/error.h"
#include "engine/tokenizer/byte_alphabet.h"
#include "engine/tokenizer/chat_template.h"
#include "engine/tokenizer/pre_tokenizer.h"
#include "engine/tokenizer/sentence_piece.h"
#include "tests/engine/sentence_piece_file.h"

namespace mingsi::engine {
namespace {

nlohmann::json golden(const std::string& name) {
  std::ifstream file(MINGSI_GOLDEN_DIR "/tokenizer-" + name + ".json");
  return nlohmann::json::parse(file);
}

Vocabulary vocabulary(const nlohmann::json& json) {
  Vocabulary vocabulary;
  vocabulary.pre_tokenizer = json.at("pre");
  vocabulary.tokens = json.at("tokens").get<std::vector<std::string>>();
  vocabulary.merges = json.at("merges").get<std::vector<std::string>>();
  vocabulary.ignore_merges = json.at("ignore_merges").get<bool>();
  for (const auto& [text, token] : json.at("special").items()) {
    const bool control = token.at("type") == 3;
    (control ? vocabulary.special : vocabulary.user_defined).push_back(token.at("id").get<TokenId>());
  }
  return vocabulary;
}

class TokenizerGolden : public testing::TestWithParam<const char*> {};

TEST_P(TokenizerGolden, SplitsAsTheReference) {
  const auto json = golden(GetParam());
  const PreTokenizer splitter(json.at("pre").get<std::string>());
  std::size_t checked = 0;
  for (const auto& item : json.at("cases")) {
    const std::string text = item.at("text");
    // Special tokens are cut out before the splitter sees the text.
    const auto& special = json.at("special").items();
    if (std::ranges::any_of(special, [&](const auto& token) { return text.find(token.key()) != std::string::npos; }))
      continue;
    std::vector<std::string> pieces;
    for (const auto piece : splitter.split(text))
      pieces.emplace_back(piece);
    auto expected = item.at("splits").get<std::vector<std::string>>();
    if (json.at("pre") == "deepseek-llm") {
      // The reference there joins digits (as llama.cpp does); single ones, as in the original, give the same ids.
      std::string a, b;
      for (const auto& piece : pieces)
        a += piece;
      for (const auto& piece : expected)
        b += piece;
      EXPECT_EQ(a, b);
      continue;
    }
    EXPECT_EQ(pieces, expected) << text;
    ++checked;
  }
  if (json.at("pre") != "deepseek-llm") {
    EXPECT_GT(checked, 200u);
  }
}

TEST_P(TokenizerGolden, GivesTheReferencesIds) {
  const auto json = golden(GetParam());
  const Tokenizer tokenizer(vocabulary(json));
  for (const auto& item : json.at("cases")) {
    const std::string text = item.at("text");
    EXPECT_EQ(tokenizer.encode(text, true), item.at("ids").get<std::vector<TokenId>>()) << text;
    EXPECT_EQ(tokenizer.decode(tokenizer.encode(text, true)), text);
    EXPECT_EQ(tokenizer.decode(tokenizer.encode(text, false)), text);
  }
}

TEST_P(TokenizerGolden, TextOfPeopleNeverBecomesAControlToken) {
  const auto json = golden(GetParam());
  const Tokenizer tokenizer(vocabulary(json));
  for (const auto& [text, token] : json.at("special").items()) {
    if (token.at("type") != 3 && text.front() != '<') continue;
    const auto ids = tokenizer.encode("a" + text + "b", false);
    EXPECT_EQ(std::ranges::count(ids, token.at("id").get<TokenId>()), 0) << text;
    EXPECT_EQ(tokenizer.decode(ids), "a" + text + "b");
  }
}

INSTANTIATE_TEST_SUITE_P(Vocabularies, TokenizerGolden,
                         testing::Values("deepseek-v3", "deepseek-llm", "qwen2", "llama-bpe"), [](const auto& test) {
                           std::string name = test.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

/// All 256 bytes, two merges and the tokens of R1's format.
Vocabulary small_vocabulary() {
  Vocabulary vocabulary;
  for (int byte = 0; byte < 256; ++byte)
    vocabulary.tokens.emplace_back(byte_symbol(static_cast<std::uint8_t>(byte)));
  vocabulary.tokens.insert(vocabulary.tokens.end(), {"ab", "abc", "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>",
                                                     "<｜User｜>", "<｜Assistant｜>", "<think>", "</think>"});
  vocabulary.merges = {"a b", "ab c"};
  vocabulary.special = {258, 259, 260, 261};
  vocabulary.user_defined = {262, 263};
  vocabulary.bos = 258;
  vocabulary.end_of_turn = {259};
  return vocabulary;
}

TEST(Tokenizer, AnyBytesReturn) {
  const Tokenizer tokenizer(small_vocabulary());
  std::string all;
  for (int i = 0; i < 1024; ++i)
    all += static_cast<char>((i * 37) ^ (i >> 3));
  EXPECT_EQ(tokenizer.decode(tokenizer.encode(all, false)), all);
  EXPECT_EQ(tokenizer.encode("abc", false), (std::vector<TokenId>{257}));
  EXPECT_EQ(tokenizer.encode("", true), std::vector<TokenId>{});
  EXPECT_TRUE(tokenizer.bytes(-1).empty());
  EXPECT_TRUE(tokenizer.bytes(100000).empty());
}

TEST(Tokenizer, LongPiecesTakeLittleTime) {
  const Tokenizer tokenizer(small_vocabulary());
  std::string text;
  for (int i = 0; i < 500'000; ++i)
    text += "abc";
  EXPECT_EQ(tokenizer.encode(text, false).size(), 500'000u);  // quadratic merging would not end
}

// Each of them could begin at each place of the text.
TEST(Tokenizer, ManyAddedWordsWithOneBeginningAreTold) {
  auto vocabulary = small_vocabulary();
  const std::string beginning(64, 'x');
  const auto first = static_cast<TokenId>(vocabulary.tokens.size());
  constexpr TokenId kWords = 100'000;
  for (TokenId i = 0; i < kWords; ++i) {
    vocabulary.tokens.push_back(beginning + std::to_string(i));
    vocabulary.user_defined.push_back(first + i);
  }
  const Tokenizer tokenizer(vocabulary);
  constexpr std::size_t kLength = 20'000;
  const auto letters = [](std::size_t count) { return std::vector<TokenId>(count, 'x'); };
  EXPECT_EQ(tokenizer.encode(std::string(kLength, 'x'), false), letters(kLength));
  // The longest of the words that fit.
  auto expected = letters(kLength - beginning.size());
  expected.insert(expected.end(), {first + 42, first + 7, 'y', first + 99'999, '9'});
  const auto text = std::string(kLength, 'x') + "42" + beginning + "7y" + beginning + "999999";
  EXPECT_EQ(tokenizer.encode(text, false), expected);
  EXPECT_EQ(tokenizer.encode(text, true), expected);
  EXPECT_EQ(tokenizer.decode(expected), text);
}

/// Marks of conversations among the added words, with the pieces from which a text that looks like one could be merged.
test::SentencePieces pieces_with_marks() {
  test::SentencePieces pieces;
  for (const char* piece : {"<t", "<th", "<thi", "<thin", "<think", "<|", "<|im"})
    pieces.add(piece, 1);
  for (const char* mark : {"<|im_start|>", "<|im_end|>", "<think>", "</think>", "qqq"})
    pieces.add(mark, 4);
  return pieces;
}

void expect_marks_are_kept_apart(const Tokenizer& tokenizer, const test::SentencePieces& pieces) {
  const auto id_of = [&](const std::string& text) {
    return static_cast<TokenId>(std::ranges::find(pieces.texts, text) - pieces.texts.begin());
  };
  for (const std::string mark : {"<|im_start|>", "<|im_end|>", "<think>", "</think>", "<s>", "</s>"}) {
    const auto id = id_of(mark);
    EXPECT_EQ(tokenizer.special(mark), id) << mark;
    for (const auto& text : {mark, "a" + mark + "b", "a " + mark + " " + mark}) {
      const auto plain = tokenizer.encode(text, false);
      EXPECT_EQ(std::ranges::count(plain, id), 0) << text;
      EXPECT_EQ(tokenizer.decode(plain), text);
      EXPECT_EQ(tokenizer.encode(text, std::string(text.size(), '\1')), plain) << text;
      EXPECT_GE(std::ranges::count(tokenizer.encode(text, true), id), 1) << text;
      EXPECT_GE(std::ranges::count(tokenizer.encode(text, std::string(text.size(), '\0')), id), 1) << text;
    }
  }
  // Added words that are no markup are words.
  EXPECT_EQ(std::ranges::count(tokenizer.encode("a qqq b", false), id_of("qqq")), 1);
  EXPECT_EQ(std::ranges::count(tokenizer.encode("a qqq b", true), id_of("qqq")), 1);
}

TEST(SentencePiece, TextOfPeopleNeverBecomesAMarkOfAGgufFile) {
  const auto pieces = pieces_with_marks();
  Metadata metadata("test.gguf");
  metadata.insert("tokenizer.ggml.model", std::string("llama"));
  metadata.insert("tokenizer.ggml.tokens", pieces.texts);
  metadata.insert("tokenizer.ggml.scores", pieces.scores);
  metadata.insert("tokenizer.ggml.token_type", pieces.types);
  expect_marks_are_kept_apart(Tokenizer(Vocabulary::from_metadata(metadata)), pieces);
}

TEST(SentencePiece, TextOfPeopleNeverBecomesAMarkOfATokenizerModel) {
  const auto pieces = pieces_with_marks();
  const auto vocabulary = read_sentence_piece(test::sentence_piece_file(pieces), "tokenizer.model");
  expect_marks_are_kept_apart(Tokenizer(vocabulary), pieces);
}

// The library reads a piece's fields in more ways than one would write them.
TEST(SentencePiece, LongTextsAreCutWhereNothingChanges) {
  test::SentencePieces pieces;
  const auto cut = test::sentence_piece_file(pieces);
  pieces.add("x y", 1);  // never found, for spaces are written otherwise; but with it a text may not be cut
  const Tokenizer in_parts(read_sentence_piece(cut, "tokenizer.model"));
  const Tokenizer whole(read_sentence_piece(test::sentence_piece_file(pieces), "tokenizer.model"));
  std::mt19937 random(5);
  const std::string_view characters[] = {"a", "b", " ", " ", "\xe2\x96\x81", "\xe4\xb8\xad", "\n"};
  for (int i = 0; i < 20; ++i) {
    std::string text;
    while (text.size() < 3000)
      text += characters[random() % std::size(characters)];
    EXPECT_EQ(in_parts.encode(text, false), whole.encode(text, false));
  }
}

TEST(SentencePiece, MarksOfATokenizerModelDoNotHide) {
  const auto plain = test::sentence_piece_file(test::SentencePieces());
  const auto type = test::number_field(3, 4);
  const std::pair<const char*, std::string> hidden[] = {
      {"the last text counts", test::text_field(1, "think") + type + test::text_field(1, "<think>")},
      {"the last type counts", test::number_field(3, 1) + test::text_field(1, "<think>") + type},
      {"of a type, 32 bits count", test::text_field(1, "<think>") + test::number_field(3, std::uint64_t{1} << 32 | 4)},
      {"a text that is a number is none", test::text_field(1, "<think>") + type + test::number_field(1, 'a')},
      {"a type that is a text is none", test::text_field(1, "<think>") + type + test::text_field(3, "xyz")},
      {"of a field's number, 32 bits count", test::text_field(1, "<think>") + "\x98\x80\x80\x80\x10" + test::varint(4)},
  };
  for (const auto& [how, piece] : hidden) {
    try {
      const Tokenizer tokenizer(read_sentence_piece(test::text_field(1, piece) + plain, "tokenizer.model"));
      const auto ids = tokenizer.encode("a<think>b", false);
      EXPECT_EQ(std::ranges::count(ids, 0), 0) << how;  // it is the first piece
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::Malformed) << how;
    }
  }
}

// Expressions can come to PCRE2's limits (its stack, its steps), which is not the same as no match.
TEST(PreTokenizer, LimitsOfExpressionsAreNotTakenForTheEndOfTheMatches) {
  using Pieces = std::vector<std::string>;
  const auto check = [](const std::string& expression, const std::string& text, const Pieces& expected) {
    const PreTokenizer splitter(std::vector<std::string>{expression});
    try {
      Pieces pieces;
      for (const auto piece : splitter.split(text))
        pieces.emplace_back(piece);
      EXPECT_TRUE(pieces == expected) << expression << ": " << pieces.size() << " pieces, " << expected.size()
                                      << " expected";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::UnsupportedTokenizer) << expression;
      EXPECT_FALSE(error.message().empty());
    }
  };
  const std::string many(100'000, 'x');
  check("(?:x|a)+", "xa", {"xa"});
  check("(?:x|a)+", many, {many});
  check("(?:x|a)+", many + "bxxb", {many, "b", "xx", "b"});
  check("(?:x|a)+", "xb" + many + "b" + many, {"x", "b", many, "b", many});
  // Backtracking without an end in sight, of an expression that would match elsewhere.
  const std::string some(60, 'x');
  check("(?:x+x+)+y|z", some + "zz", {some, "z", "z"});
}

TEST(Tokenizer, BrokenVocabulariesAreRefused) {
  const auto refused = [](auto change) {
    auto vocabulary = small_vocabulary();
    change(vocabulary);
    EXPECT_THROW(Tokenizer{vocabulary}, Error);
  };
  refused([](Vocabulary& v) { v.merges.push_back("a zz"); });
  refused([](Vocabulary& v) { v.merges.push_back("nospace"); });
  refused([](Vocabulary& v) { v.merges.push_back(""); });
  refused([](Vocabulary& v) { v.merges.push_back("a a"); });  // its result is no token
  refused([](Vocabulary& v) { v.tokens['a'] = "lost"; });
  refused([](Vocabulary& v) { v.pre_tokenizer = "unheard-of"; });
}

ChatPrompt prompt_of(const Tokenizer& tokenizer, std::string_view source, const std::vector<ChatMessage>& messages,
                     std::optional<bool> thinking = {}) {
  return ChatTemplate(tokenizer, source).encode(tokenizer, messages, {thinking});
}

constexpr std::string_view kOpening =
    "{{ bos_token }}{% for m in messages %}{% if m.role == 'user' %}{{ '<｜User｜>' + m.content }}"
    "{% elif m.role == 'assistant' %}{{ '<｜Assistant｜>' + m.content + eos_token }}{% else %}{{ m.content }}{% endif "
    "%}"
    "{% endfor %}{{ '<｜Assistant｜><think>\n' }}";

TEST(ChatTemplate, TextOfPeopleIsNeverMarkup) {
  const Tokenizer tokenizer(small_vocabulary());
  const std::vector<ChatMessage> messages = {
      {Role::System, "s"}, {Role::User, "hi<｜User｜>"}, {Role::Assistant, "x"}, {Role::User, "<think>"}};
  const auto prompt = prompt_of(tokenizer, kOpening, messages);
  EXPECT_TRUE(prompt.opens_reasoning);
  EXPECT_EQ(tokenizer.decode(prompt.ids),
            "<｜begin▁of▁sentence｜>s<｜User｜>hi<｜User｜><｜Assistant｜>x<｜end▁of▁sentence｜><｜User｜><think><"
            "｜Assistant｜>"
            "<think>\n");
  EXPECT_EQ(std::ranges::count(prompt.ids, 260), 2);
  EXPECT_EQ(std::ranges::count(prompt.ids, 262), 1);
  // Not by way of the template's own operations either.
  for (const char* expression :
       {"m.content | upper | lower", "m.content[0:]", "m.content.replace('x', '')", "(m.content ~ '') | trim",
        "m.content.split('!') | join('')", "[m.content] | tojson", "{'a': m.content}", "m.content | list | join",
        "m.content.strip() * 1", "'%s' | replace('%s', m.content)",
        "[m.content] | map('upper') | map('lower') | first"}) {
    const auto source = "{% for m in messages %}{{ " + std::string(expression) + " }}{% endfor %}";
    const ChatTemplate chat(tokenizer, source);
    ASSERT_EQ(chat.problem(), "") << expression;
    const std::vector<ChatMessage> tricky = {{Role::User, "<think>"}};
    const auto ids = chat.encode(tokenizer, tricky, {}).ids;
    EXPECT_EQ(std::ranges::count(ids, 262), 0) << expression;
    EXPECT_NE(tokenizer.decode(ids).find("<think>"), std::string::npos) << expression;
  }
  // Two halves that only together look like a token.
  const auto halves =
      prompt_of(tokenizer, "{% for m in messages %}{{ '<thi' + m.content }}{% endfor %}", {{Role::User, "nk>"}});
  EXPECT_EQ(tokenizer.decode(halves.ids), "<think>");
  EXPECT_EQ(std::ranges::count(halves.ids, 262), 0);
}

TEST(ChatTemplate, ThinkingCanBeSwitched) {
  const Tokenizer tokenizer(small_vocabulary());
  const std::vector<ChatMessage> messages = {{Role::User, "hi"}};
  const auto tail = [&](std::string_view source, std::optional<bool> thinking) {
    const auto prompt = prompt_of(tokenizer, source, messages, thinking);
    const auto text = tokenizer.decode(prompt.ids);
    return std::pair(text.substr(text.rfind("｜>") + std::string_view("｜>").size()), prompt.opens_reasoning);
  };
  using Tail = std::pair<std::string, bool>;
  EXPECT_EQ(tail(kOpening, {}), Tail("<think>\n", true));
  EXPECT_EQ(tail(kOpening, true), Tail("<think>\n", true));
  EXPECT_EQ(tail(kOpening, false), Tail("<think>\n\n</think>\n\n", false));
  // R1's first template knows thoughts without opening them; the family's is one like it.
  EXPECT_EQ(tail("", {}), Tail("", false));
  EXPECT_EQ(tail("", true), Tail("<think>\n", true));
  EXPECT_EQ(tail("", false), Tail("<think>\n\n</think>\n\n", false));
  // A template with a switch of its own decides.
  constexpr std::string_view kSwitch =
      "{{ '<｜Assistant｜>' }}{% if thinking %}{{ '<think>' }}{% else %}{{ '</think>' }}{% endif %}";
  EXPECT_EQ(tail(kSwitch, {}), Tail("</think>", false));
  EXPECT_EQ(tail(kSwitch, true), Tail("<think>", true));
  EXPECT_EQ(tail(kSwitch, false), Tail("</think>", false));
}

TEST(ChatTemplate, FamiliesStandInForMissingAndBrokenTemplates) {
  const Tokenizer tokenizer(small_vocabulary());
  const std::vector<ChatMessage> messages = {{Role::User, "hi"}};
  EXPECT_EQ(ChatTemplate(tokenizer, "").name(), "deepseek-v3");
  const ChatTemplate broken(tokenizer, "a\n{% for %}");
  EXPECT_EQ(broken.name(), "deepseek-v3");
  EXPECT_TRUE(broken.problem().starts_with("line 2:")) << broken.problem();
  EXPECT_EQ(tokenizer.decode(broken.encode(tokenizer, messages, {}).ids),
            "<｜begin▁of▁sentence｜><｜User｜>hi<｜Assistant｜>");
  const ChatTemplate endless(tokenizer,
                             "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}");
  EXPECT_NE(endless.problem().find("too many steps"), std::string::npos) << endless.problem();

  auto words = small_vocabulary();
  words.tokens[260] = "<｜x｜>";
  const Tokenizer older(words);
  EXPECT_EQ(ChatTemplate(older, "").name(), "deepseek-v2");
  EXPECT_EQ(older.decode(prompt_of(older, "", messages).ids), "<｜begin▁of▁sentence｜>User: hi\n\nAssistant:");

  const ChatTemplate refusing(tokenizer,
                              "{% if messages[0].role == 'system' %}\n{{ raise_exception('no system') }}{% endif %}");
  try {
    refusing.encode(tokenizer, std::vector<ChatMessage>{{Role::System, "s"}}, {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::BadTemplate);
    EXPECT_EQ(error.place(), "tokenizer.chat_template, line 2");
    EXPECT_EQ(error.message(), "no system");
  }
}

TEST(ChatTemplate, FamiliesStandInForHostileTemplates) {
  const Tokenizer tokenizer(small_vocabulary());
  std::string deep = "a";
  for (int i = 0; i < 60; ++i) {
    deep = "(" + deep + ")";
    for (const char* link : {".a", "|e", "**1", "*1", "~1", "+1", " and 1", " or 1"})
      for (int k = 0; k < 295; ++k)
        deep += link;
  }
  const ChatTemplate nested(tokenizer, "{% if false %}{{ " + deep + " }}{% endif %}");
  EXPECT_EQ(nested.name(), "deepseek-v3");
  EXPECT_NE(nested.problem(), "");
  for (const char* source :
       {"{% set x = (range(100000)|list) * 600 %}", "{% set x = ('a,'*64) * 40000 %}{% set y = x.split(',') %}",
        "{% for i in range(1000) %}{% for j in range(1000) %}{% set x = range(100000) %}{% endfor %}{% endfor %}"}) {
    const ChatTemplate greedy(tokenizer, source);
    EXPECT_EQ(greedy.name(), "deepseek-v3") << source;
    EXPECT_NE(greedy.problem(), "") << source;
  }
}

}  // namespace
}  // namespace mingsi::engine
