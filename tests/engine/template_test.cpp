// SPDX-License-Identifier: Apache-2.0
// The template interpreter against Python's jinja2: tests/golden/README.md says how the references were made.
#include "engine/tokenizer/jinja/template.h"

#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include "engine/tokenizer/jinja/json_text.h"

namespace mingsi::engine::jinja {
namespace {

using Json = nlohmann::ordered_json;

std::string read_file(const std::string& name) {
  std::ifstream file(MINGSI_GOLDEN_DIR "/templates/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Dict variables_of(const Json& json) { return *parse_json_value(json.dump()).dict(); }

/// 2 January 2026, 03:04:05, a Friday.
std::tm fixed_time() {
  std::tm time{};
  time.tm_year = 126;
  time.tm_mon = 0;
  time.tm_mday = 2;
  time.tm_hour = 3;
  time.tm_min = 4;
  time.tm_sec = 5;
  time.tm_wday = 5;
  time.tm_yday = 1;
  return time;
}

/// The output, or nullopt with the reason.
std::optional<std::string> render(const std::string& source, const Dict& variables, std::string& reason,
                                  const Limits& limits = {}) {
  try {
    return Template(source).render(variables, fixed_time(), limits).bytes();
  } catch (const TemplateError& error) {
    reason = "line " + std::to_string(error.line()) + ": " + error.what();
    return std::nullopt;
  }
}

/// Why a template is refused or stopped.
std::string reason_of(const std::string& source, const Limits& limits = {}) {
  std::string reason;
  EXPECT_FALSE(render(source, {}, reason, limits)) << source.substr(0, 100);
  return reason;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string repeated(const std::string& text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i)
    result += text;
  return result;
}

/// The most memory that this process has held so far, in MiB.
long peak_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

std::optional<std::string> expected_of(const Json& value) {
  return value.is_null() ? std::nullopt : std::optional(value.get<std::string>());
}

TEST(Template, PublishedTemplatesGiveWhatJinja2Gives) {
  const auto goldens = Json::parse(read_file("cases.json"));
  std::size_t checked = 0;
  for (const auto& entry : goldens.at("expected")) {
    const auto name = entry.at("template").get<std::string>();
    const auto& conversation = goldens.at("conversations").at(entry.at("conversation").get<std::string>());
    Json variables = {{"messages", conversation.at("messages")},
                      {"tools", conversation.at("tools")},
                      {"documents", nullptr},
                      {"add_generation_prompt", conversation.at("add_generation_prompt")}};
    variables.update(goldens.at("tokens").at(name));
    variables.update(conversation.at("extra"));
    std::string reason;
    const auto output = render(read_file(name + ".jinja"), variables_of(variables), reason);
    EXPECT_EQ(output, expected_of(entry.at("output"))) << name << ", " << entry.at("conversation") << ": " << reason;
    ++checked;
  }
  EXPECT_GE(checked, 400u);
}

TEST(Template, SmallTemplatesMeanWhatTheyMeanInJinja2) {
  const auto goldens = Json::parse(read_file("semantics.json"));
  const auto variables = variables_of(goldens.at("variables"));
  for (const auto& entry : goldens.at("cases")) {
    const auto source = entry.at("template").get<std::string>();
    std::string reason;
    EXPECT_EQ(render(source, variables, reason), expected_of(entry.at("output"))) << source << "\n" << reason;
  }
}

TEST(Template, HostileTemplatesAreStopped) {
  EXPECT_TRUE(
      contains(reason_of("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"), "steps"));
  EXPECT_TRUE(contains(
      reason_of("{% set ns = namespace(x='a') %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}"),
      "too long"));
  EXPECT_TRUE(contains(reason_of("{{ 'a' * 999999999999 }}"), "too long"));
  EXPECT_TRUE(contains(reason_of("{{ range(999999999) }}"), "too long"));
  EXPECT_TRUE(
      contains(reason_of("\n\n{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}"), "line 3: the template calls itself"));
  EXPECT_TRUE(
      contains(reason_of("{% set ns = namespace(x=[]) %}{% for i in range(9999) %}{% set ns.x = [ns.x] %}{% endfor %}"),
               "deeply"));
  reason_of("{{ " + std::string(100'000, '(') + "1" + std::string(100'000, ')') + " }}");
  reason_of("{{ " + std::string(100'000, '[') + " }}");
  reason_of("{{ 1" + [] {
    std::string s;
    for (int i = 0; i < 100'000; ++i)
      s += "+1";
    return s;
  }() + " }}");
  reason_of("{{ 1" + [] {
    std::string s;
    for (int i = 0; i < 100'000; ++i)
      s += "|abs";
    return s;
  }() + " }}");
  reason_of([] {
    std::string s;
    for (int i = 0; i < 100'000; ++i)
      s += "{% if 1 %}";
    return s;
  }());
  reason_of("{{ " + [] {
    std::string s;
    for (int i = 0; i < 100'000; ++i)
      s += "not ";
    return s;
  }() + "1 }}");
  // A namespace that holds itself is freed.
  std::string unused;
  EXPECT_EQ(render("{% set ns = namespace() %}{% set ns.me = ns %}{% set ns.list = [ns] %}{{ ns.me.me is defined }}",
                   {}, unused),
            "True");
}

// Chains of operators are short enough one by one, and so are brackets; chains in brackets multiply.
TEST(Template, ChainsInBracketsAreRefused) {
  constexpr std::size_t kLinks = 295;
  std::string expression = "a";
  for (int i = 0; i < 60; ++i) {
    expression = "(" + expression + ")";
    for (const char* link : {".a", "|e", "**1", "*1", "~1", "+1", " and 1", " or 1"})
      expression += repeated(link, kLinks);
  }
  EXPECT_FALSE(reason_of("{% if false %}{{ " + expression + " }}{% endif %}").empty());
  // Either alone is what templates may do.
  std::string reason;
  EXPECT_EQ(render("{{ 1" + repeated("+1", 200) + " }}", {}, reason), "201") << reason;
  EXPECT_EQ(render("{{ " + repeated("(", 40) + "1" + repeated(")", 40) + " }}", {}, reason), "1") << reason;
}

// Stopped before the memory is taken, not when it is.
TEST(Template, LargeResultsAreStoppedWhileTheyGrow) {
  const auto before = peak_memory();
  EXPECT_FALSE(reason_of("{% set x = (range(100000)|list) * 600 %}").empty());
  EXPECT_FALSE(reason_of("{% set x = 600 * (range(100000)|list) %}").empty());
  EXPECT_FALSE(reason_of("{% set x = " + repeated("[", 90) + "range(100000)" + repeated("]", 90) +
                         " %}{{ x|tojson(indent=100) }}")
                   .empty());
  EXPECT_FALSE(reason_of("{% set x = ('a,'*64) * 40000 %}{% set y = x.split(',') %}").empty());
  EXPECT_FALSE(reason_of("{% set x = ('a '*64) * 40000 %}{% set y = x.split() %}").empty());
  EXPECT_FALSE(reason_of("{% set x = ('a,'*64) * 40000 %}{% set y = x.rsplit(',') %}").empty());
  EXPECT_LT(peak_memory() - before, 1000);
}

// A short text can handle a lot in each of few statements.
TEST(Template, WorkInsideOneExpressionCountsAsSteps) {
  std::string entries;
  for (int i = 0; i < 2000; ++i)
    entries += (i ? ",'k" : "'k") + std::to_string(i) + "':1";
  const std::string dict = "{% set d = {" + entries + "} %}";
  Limits limits;
  limits.steps = 60'000;
  const auto stopped = [&](const std::string& source) {
    EXPECT_TRUE(contains(reason_of(source, limits), "steps")) << source.substr(source.size() - 100);
  };
  stopped(dict + "{% for i in range(2000) %}{% set n = dict(d) %}{% endfor %}");
  stopped(dict + "{% for i in range(2000) %}{% set n = dict(d, one=i) %}{% endfor %}");
  stopped(dict + "{% for i in range(2000) %}{% set n = namespace(d) %}{% endfor %}");
  stopped("{% for i in range(100) %}{% set x = range(100000) %}{% endfor %}");
  stopped("{% for i in range(100) %}{% for j in range(10) %}{% set x = range(100000) %}{% endfor %}{% endfor %}");
  stopped("{% for i in range(100) %}{% for j in range(100000) %}{% break %}{% endfor %}{% endfor %}");
  // Once is no harm.
  limits = {};
  std::string reason;
  EXPECT_EQ(
      render(dict + "{% set n = namespace(dict(d)) %}{{ n.k7 }},{{ range(100000) | length }}", {}, reason, limits),
      "1,100000")
      << reason;
}

}  // namespace
}  // namespace mingsi::engine::jinja
