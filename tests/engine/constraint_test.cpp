// SPDX-License-Identifier: Apache-2.0
// What restricts an answer: the automaton beside std::regex, schemas by what they allow, and answers of real models.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <random>
#include <regex>
#include <set>

#include "engine/engine.h"
#include "engine/generation/constraint/byte_automaton.h"

namespace mingsi::engine {
namespace {

bool matches(const TextPattern& pattern, std::string_view text) {
  ByteAutomaton automaton(pattern);
  const auto state = automaton.next(automaton.start(), text);
  return state != ByteAutomaton::kDead && automaton.accepts(state);
}

TEST(RegexPattern, AgreesWithTheStandardLibrary) {
  const char* patterns[] = {
      "a*b|c+",  "(ab|a)(bc|c)?", "a{2}",         "a{2,}b?",     "a{0,3}c{1,2}",   "[a-c]*[^a]",
      "[]a]*",   "(a|b)*abb",     "^ab$",         "a.c",         "\\d+(\\.\\d+)?", "\\w+\\s\\w+",
      "[\\w.]+", "(?:ab)+?c*",    "((a|b)(c|))*", "a\\.b|a\\|b", "\\x61\\u0062c",  "[+\\-a]{1,4}",
      "(a*)*b",  "(a?){3}a{3}",   "[^\\d\\s]",    "|a",          "a(|b|bc)d?",     "\\S+\\D",
  };
  std::mt19937 random(3);
  const std::string letters = "abcd.12 |+-]_\n";
  for (const char* pattern : patterns) {
    // In ECMA-262 "[]" is the empty class; here as there.
    const std::regex expected(pattern, std::regex::ECMAScript);
    const TextPattern tested = parse_regex(pattern);
    ByteAutomaton automaton(tested);
    for (int i = 0; i < 4000; ++i) {
      std::string text(random() % 7, ' ');
      for (char& c : text)
        c = letters[random() % letters.size()];
      const auto state = automaton.next(automaton.start(), text);
      const bool accepted = state != ByteAutomaton::kDead && automaton.accepts(state);
      ASSERT_EQ(accepted, std::regex_match(text, expected)) << pattern << " on " << text;
    }
  }
}

TEST(RegexPattern, KnowsCharactersOfEveryLength) {
  const TextPattern all = parse_regex("[^x]");
  for (const char* one : {"a", "é", "中", "😀", "\x7f", "\u07ff", "\u0800", "\uffff", "\U00010000", "\U0010ffff"})
    EXPECT_TRUE(matches(all, one)) << one;
  for (const char* none :
       {"x", "", "ab", "\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xed\xa0\x80",
        "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xff", "\xe4\xb8"})
    EXPECT_FALSE(matches(all, none)) << none;
  EXPECT_TRUE(matches(parse_regex("[一-龥]{2,4}"), "政策文件"));
  EXPECT_FALSE(matches(parse_regex("[一-龥]{2,4}"), "政a"));
  EXPECT_TRUE(matches(parse_regex("\\ud83d\\ude00+"), "😀😀"));
}

TEST(RegexPattern, RefusesWhatItDoesNotKnow) {
  for (const char* pattern : {"(a", "a)", "[a", "*a", "a\\", "(?=a)b", "(a)\\1", "\\bword", "a{3,2}", "a{99999}",
                              "[b-a]", "a^b", "a$b", "\\x6", "\\q", "\xff"})
    EXPECT_THROW(parse_regex(pattern), Error) << pattern;
  EXPECT_THROW(ByteAutomaton(parse_regex("((a{1000}){1000}){10}")), Error);
  EXPECT_THROW(parse_regex(std::string(5000, '(') + std::string(5000, ')')), Error);
}

TEST(JsonSchema, AllowsWhatItDescribes) {
  const char* schema = R"({"$defs": {"place": {"type": "object", "properties": {"city": {"type": "string"}},
    "required": ["city"]}}, "type": "object", "title": "A record",
    "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 5}, "age": {"type": "integer", "minimum": 0,
      "maximum": 120}, "mood": {"enum": ["good", "bad", null, 3]}, "tags": {"type": "array", "items": {"type": "string"},
      "minItems": 1, "maxItems": 2}, "home": {"$ref": "#/$defs/place"}, "code": {"type": "string", "pattern": "[A-Z]\"\\d"}},
    "required": ["name", "mood"]})";
  const TextPattern pattern = parse_json_schema(schema);
  for (const char* good :
       {R"({"name":"Ada","mood":"good"})", R"({"name": "李雷", "age": 120, "mood": null})",
        "{\n  \"name\": \"a\",\n  \"mood\": 3,\n  \"tags\": [\n    \"x\",\n    \"y\"\n  ]\n}",
        R"({"name":"\"\\\n\u0041b","mood":"bad","home":{"city":""}})", R"({"name":"a","mood":"bad","code":"B\"7"})"})
    EXPECT_TRUE(matches(pattern, good)) << good;
  for (const char* bad :
       {R"({"name":"Adamah","mood":"good"})", R"({"name":"","mood":"good"})", R"({"mood":"good"})",
        R"({"mood":"good","name":"Ada"})", R"({"name":"Ada","age":121,"mood":"good"})",
        R"({"name":"Ada","age":01,"mood":"good"})", R"({"name":"Ada","mood":"fine"})",
        R"({"name":"Ada","mood":"good","tags":[]})", R"({"name":"Ada","mood":"good","tags":["a","b","c"]})",
        R"({"name":"Ada","mood":"good","home":{}})", R"({"name":"Ada","mood":"good",})",
        "{\"name\":\"a\nb\",\"mood\":\"good\"}", R"({"name":"Ada","mood":"good","code":"b\"7"})",
        R"({"name":"Ada","mood":"good","other":1})"})
    EXPECT_FALSE(matches(pattern, bad)) << bad;
}

TEST(JsonSchema, ReadsEveryKindOfValue) {
  EXPECT_TRUE(matches(parse_json_schema(R"({"type":"number"})"), "-12.50e+3"));
  EXPECT_FALSE(matches(parse_json_schema(R"({"type":"number"})"), "012"));
  EXPECT_TRUE(matches(parse_json_schema(R"({"type":["integer","null"]})"), "null"));
  EXPECT_TRUE(matches(parse_json_schema(R"({"anyOf":[{"type":"boolean"},{"const":"x"}]})"), "\"x\""));
  EXPECT_TRUE(matches(parse_json_schema(R"({"type":"integer","minimum":-2,"maximum":2})"), "-2"));
  EXPECT_FALSE(matches(parse_json_schema(R"({"type":"integer","minimum":1})"), "0"));
  EXPECT_TRUE(matches(parse_json_schema(R"({"prefixItems":[{"type":"integer"},{"type":"string"}]})"), "[1, \"a\"]"));
  EXPECT_TRUE(matches(parse_json_schema(R"({"type":"array","items":{"type":"integer"}})"), "[]"));
  const auto optional =
      parse_json_schema(R"({"type":"object","properties":{"a":{"type":"null"},"b":{"type":"null"}}})");
  for (const char* good : {"{}", R"({"a":null})", R"({"b":null})", R"({"a":null,"b":null})"})
    EXPECT_TRUE(matches(optional, good)) << good;
  EXPECT_FALSE(matches(optional, R"({,"b":null})"));
}

TEST(JsonSchema, RefusesWhatItCantKeep) {
  for (const char* schema :
       {"{", "[]", "true", "{}", R"({"type":"thing"})", R"({"type":"object"})", R"({"type":"array"})",
        R"({"type":"string","format":"date","not":{}})", R"({"type":"number","minimum":1})",
        R"({"type":"integer","minimum":5})", R"({"type":"integer","minimum":0,"maximum":99999999})",
        R"({"type":"object","properties":{},"required":["a"]})", R"({"enum":[]})", R"({"$ref":"#/nowhere"})",
        R"({"$ref":"http://example.org/s"})", R"({"type":"string","maxLength":-1})",
        R"({"type":"string","pattern":"("})",
        R"({"$defs":{"n":{"type":"array","items":{"$ref":"#/$defs/n"}}},"$ref":"#/$defs/n"})",
        R"({"type":"object","properties":{"a":{"type":"null"}},"additionalProperties":{"type":"string"}})"})
    EXPECT_THROW(parse_json_schema(schema), Error) << schema;
}

std::string answer(Session& session, GenerationRequest request) {
  std::string text;
  request.on_token = [&](const TokenEvent& event) { text += event.text; };
  EXPECT_EQ(session.generate(request).finish_reason, FinishReason::Stop);
  return text.starts_with("\n\n") ? text.substr(2) : text;
}

TEST(Constraint, KeepsAnswersOfModelsWithinBounds) {
  for (const char* file : {MINGSI_STARTER, MINGSI_GOLDEN_DIR "/llama3.gguf"}) {
    const auto model = Model::open(ModelSource::from_file(file));
    if (model->tokenizer().end_of_turn().empty()) continue;
    for (const bool speculation : {false, true}) {
      SessionOptions options;
      options.speculation = speculation;
      const auto session = Session::open(model, options);
      const auto constraint = Constraint::json_schema(
          R"({"type":"object","properties":{"rating":{"type":"integer","minimum":1,"maximum":5},
              "why":{"type":"string","maxLength":8},"open":{"type":"boolean"}},"required":["rating","why"]})");
      GenerationRequest request;
      request.prompt = {1, 2, 3};
      request.sampler.temperature = 20;  // it would babble
      request.sampler.top_p = 1;
      request.constraint = constraint;
      for (std::uint64_t seed = 0; seed < 12; ++seed) {
        request.sampler.seed = seed;
        const std::string text = answer(*session, request);
        const auto json = nlohmann::json::parse(text);
        EXPECT_TRUE(json["rating"].is_number_integer() && json["rating"] >= 1 && json["rating"] <= 5) << text;
        EXPECT_TRUE(json["why"].is_string()) << text;
        EXPECT_LE(json.size(), 3u);
      }
      const std::vector<std::string> texts{"yes", "no", "也许"};
      request.constraint = Constraint::choice(texts);
      std::set<std::string> seen;
      for (std::uint64_t seed = 0; seed < 40; ++seed) {
        request.sampler.seed = seed;
        seen.insert(answer(*session, request));
      }
      EXPECT_EQ(seen, std::set<std::string>(texts.begin(), texts.end()));
      request.sampler.temperature = 0;
      request.constraint = Constraint::regex("[ab]{7}");
      EXPECT_TRUE(std::regex_match(answer(*session, request), std::regex("[ab]{7}")));
    }
  }
}

TEST(Constraint, BeginsBehindTheThought) {
  const auto model = Model::open(ModelSource::from_file(MINGSI_STARTER));
  const ChatMessage message{Role::User, "What is 47 + 85?"};
  const auto prompt = model->encode_chat({&message, 1}, {});
  ASSERT_TRUE(prompt.opens_reasoning);
  GenerationRequest request;
  request.prompt = prompt.ids;
  request.sampler.temperature = 0;
  request.constraint = Constraint::regex("47 \\+ 85 = \\*\\*\\d{3}\\*\\*");
  request.constrained_behind = model->tokenizer().special("</think>");
  ASSERT_TRUE(request.constrained_behind);
  const std::string text = answer(*Session::open(model, {}), request);
  const std::size_t end = text.find("</think>");
  ASSERT_NE(end, std::string::npos) << text;
  EXPECT_GT(end, 20u);
  EXPECT_EQ(text.substr(end), "</think>\n\n47 + 85 = **132**");
}

}  // namespace
}  // namespace mingsi::engine
