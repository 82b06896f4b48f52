// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/jinja/parser.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>

#include "engine/tokenizer/jinja/lexer.h"
#include "engine/tokenizer/jinja/template_error.h"

namespace mingsi::engine::jinja {
namespace {

constexpr int kMaxDepth = 200;
constexpr int kMaxChain = 300;  // operators in a row make a tree as deep
constexpr int kMaxTree = 1000;  // chains within nested parentheses; whoever walks the tree recurses

class Parser {
 public:
  explicit Parser(std::string_view source) : tokens_(tokenize(source)) {}

  Body run() {
    Body body = statements({});
    if (peek().kind != Token::Kind::End) fail("unexpected end tag");
    return body;
  }

 private:
  using Kind = Expression::Kind;

  /// Counts nesting while it lives.
  struct Level {
    explicit Level(Parser& p) : parser(p) {
      if (++parser.depth_ > kMaxDepth) parser.fail("the template is nested too deeply");
    }
    ~Level() { --parser.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    Parser& parser;
  };

  [[noreturn]] void fail(const std::string& message) const { throw TemplateError(peek().line, message); }

  const Token& peek(std::size_t ahead = 0) const { return tokens_[std::min(position_ + ahead, tokens_.size() - 1)]; }
  const Token& next() {
    const Token& token = peek();
    ++position_;
    return token;
  }
  bool is(std::string_view op) const { return peek().kind == Token::Kind::Operator && peek().text == op; }
  bool is_name(std::string_view name) const { return peek().kind == Token::Kind::Name && peek().text == name; }
  bool take(std::string_view op) { return is(op) && (++position_, true); }
  bool take_name(std::string_view name) { return is_name(name) && (++position_, true); }
  void expect(std::string_view op) {
    if (!take(op)) fail("\"" + std::string(op) + "\" is expected");
  }
  void expect(Token::Kind kind, const char* what) {
    if (next().kind != kind) fail(std::string(what) + " is expected");
  }
  std::string expect_name() {
    if (peek().kind != Token::Kind::Name) fail("a name is expected");
    return next().text;
  }
  void end_block() { expect(Token::Kind::BlockEnd, "the end of the tag"); }

  // --- statements

  /// Statements up to a block that begins with one of `ends`, which is left unread behind its `{%`.
  Body statements(std::initializer_list<std::string_view> ends) {
    const Level level(*this);
    Body body;
    while (true) {
      const Token& token = peek();
      switch (token.kind) {
        case Token::Kind::Text: {
          auto text = make(Statement::Kind::Text);
          text->name = next().text;
          body.push_back(std::move(text));
          break;
        }
        case Token::Kind::ExpressionBegin: {
          auto output = make(Statement::Kind::Output);
          next();
          output->expressions.push_back(tuple());
          expect(Token::Kind::ExpressionEnd, "\"}}\"");
          body.push_back(std::move(output));
          break;
        }
        case Token::Kind::BlockBegin:
          if (std::ranges::find(ends, peek(1).text) != ends.end() && peek(1).kind == Token::Kind::Name) {
            next();
            return body;
          }
          next();
          body.push_back(block());
          break;
        case Token::Kind::End:
          if (ends.size() > 0) fail("\"" + std::string(*ends.begin()) + "\" is missing");
          return body;
        default: fail("unexpected \"" + token.text + "\"");
      }
    }
  }

  std::unique_ptr<Statement> make(Statement::Kind kind) const {
    auto statement = std::make_unique<Statement>();
    statement->kind = kind;
    statement->line = peek().line;
    return statement;
  }

  std::unique_ptr<Statement> block() {
    const std::string tag = expect_name();
    if (tag == "if") return if_block();
    if (tag == "for") return for_block();
    if (tag == "set") return set_block();
    if (tag == "macro") return macro_block();
    if (tag == "filter") return filter_block();
    if (tag == "generation") {
      auto statement = make(Statement::Kind::Block);
      end_block();
      statement->bodies.push_back(body_until("endgeneration"));
      return statement;
    }
    if (tag == "break" || tag == "continue") {
      if (loops_ == 0) fail("\"" + tag + "\" outside of a loop");
      auto statement = make(tag == "break" ? Statement::Kind::Break : Statement::Kind::Continue);
      end_block();
      return statement;
    }
    fail("the tag \"" + tag.substr(0, 40) + "\" is not supported");
  }

  Body body_until(std::string_view end) {
    Body body = statements({end});
    next();
    end_block();
    return body;
  }

  std::unique_ptr<Statement> if_block() {
    auto statement = make(Statement::Kind::If);
    while (true) {
      statement->expressions.push_back(tuple());
      end_block();
      statement->bodies.push_back(statements({"elif", "else", "endif"}));
      const std::string tag = next().text;
      if (tag == "elif") continue;
      end_block();
      if (tag == "else") statement->bodies.push_back(body_until("endif"));
      return statement;
    }
  }

  std::vector<std::string> targets() {
    const bool parenthesis = take("(");
    std::vector<std::string> names = {expect_name()};
    while (take(","))
      names.push_back(expect_name());
    if (parenthesis) expect(")");
    return names;
  }

  std::unique_ptr<Statement> for_block() {
    auto statement = make(Statement::Kind::For);
    statement->targets = targets();
    if (!take_name("in")) fail("\"in\" is expected");
    statement->expressions.push_back(tuple(false));
    statement->expressions.push_back(take_name("if") ? expression() : nullptr);
    if (is_name("recursive")) fail("recursive loops are not supported");
    end_block();
    ++loops_;
    statement->bodies.push_back(statements({"else", "endfor"}));
    --loops_;
    const bool otherwise = next().text == "else";
    end_block();
    if (otherwise) statement->bodies.push_back(body_until("endfor"));
    return statement;
  }

  std::unique_ptr<Statement> set_block() {
    auto statement = make(Statement::Kind::Set);
    if (peek(1).kind == Token::Kind::Operator && peek(1).text == ".") {
      statement->name = expect_name();
      next();
      statement->targets = {expect_name()};
    } else {
      statement->targets = targets();
    }
    if (take("=")) {
      statement->expressions.push_back(tuple());
      end_block();
      return statement;
    }
    if (!statement->name.empty() || statement->targets.size() != 1) fail("\"=\" is expected");
    statement->kind = Statement::Kind::SetBlock;
    statement->expressions.push_back(is("|") ? filters(filtered()) : nullptr);
    end_block();
    statement->bodies.push_back(body_until("endset"));
    return statement;
  }

  std::unique_ptr<Statement> macro_block() {
    auto statement = make(Statement::Kind::Macro);
    statement->name = expect_name();
    expect("(");
    while (!take(")")) {
      Parameter parameter{expect_name(), nullptr};
      if (take("=")) parameter.missing = expression();
      statement->parameters.push_back(std::move(parameter));
      if (!is(")")) expect(",");
    }
    end_block();
    const int loops = std::exchange(loops_, 0);
    statement->bodies.push_back(body_until("endmacro"));
    loops_ = loops;
    return statement;
  }

  std::unique_ptr<Statement> filter_block() {
    auto statement = make(Statement::Kind::FilterBlock);
    statement->expressions.push_back(filters(filter(filtered())));
    end_block();
    statement->bodies.push_back(body_until("endfilter"));
    return statement;
  }

  ExpressionPtr filtered() const {
    auto name = make(Kind::Name);
    name->name = kFilteredName;
    return name;
  }

  // --- expressions, by falling precedence

  std::unique_ptr<Expression> make(Kind kind) const {
    auto expression = std::make_unique<Expression>();
    expression->kind = kind;
    expression->line = peek().line;
    return expression;
  }

  void deepen(Expression& node, const Expression& child) const {
    node.depth = std::max(node.depth, child.depth + 1);
    if (node.depth > kMaxTree) fail("an expression is nested too deeply");
  }
  /// Makes `child`, which may be null, the next operand.
  void adopt(Expression& node, ExpressionPtr child) const {
    if (child) deepen(node, *child);
    node.operands.push_back(std::move(child));
  }

  /// Counts the links of one chain of operators.
  void link(int& length) const {
    if (++length > kMaxChain) fail("an expression is too long");
  }

  ExpressionPtr binary(std::string op, ExpressionPtr left, ExpressionPtr right) const {
    auto node = make(Kind::Binary);
    node->name = std::move(op);
    adopt(*node, std::move(left));
    adopt(*node, std::move(right));
    return node;
  }

  /// One expression, or several with commas between, which make a tuple.
  ExpressionPtr tuple(bool with_condition = true) {
    auto first = with_condition ? expression() : disjunction();
    if (!is(",")) return first;
    auto list = make(Kind::MakeList);
    list->name = "tuple";
    adopt(*list, std::move(first));
    while (take(",")) {
      if (peek().kind == Token::Kind::ExpressionEnd || peek().kind == Token::Kind::BlockEnd || is(")")) break;
      adopt(*list, with_condition ? expression() : disjunction());
    }
    return list;
  }

  ExpressionPtr expression() {
    const Level level(*this);
    auto value = disjunction();
    for (int length = 0; is_name("if"); link(length)) {
      auto node = make(Kind::Conditional);
      next();
      adopt(*node, std::move(value));
      adopt(*node, disjunction());
      adopt(*node, take_name("else") ? expression() : nullptr);
      value = std::move(node);
    }
    return value;
  }

  ExpressionPtr disjunction() {
    auto left = conjunction();
    for (int length = 0; take_name("or"); link(length))
      left = binary("or", std::move(left), conjunction());
    return left;
  }

  ExpressionPtr conjunction() {
    auto left = negation();
    for (int length = 0; take_name("and"); link(length))
      left = binary("and", std::move(left), negation());
    return left;
  }

  ExpressionPtr negation() {
    if (!is_name("not")) return comparison();
    const Level level(*this);
    auto node = make(Kind::Unary);
    node->name = next().text;
    adopt(*node, negation());
    return node;
  }

  ExpressionPtr comparison() {
    auto first = sum();
    std::unique_ptr<Expression> node;
    while (true) {
      std::string op;
      if (peek().kind == Token::Kind::Operator) {
        for (const std::string_view known : {"==", "!=", "<", "<=", ">", ">="})
          if (is(known)) op = known;
      } else if (is_name("in")) {
        op = "in";
      } else if (is_name("not") && peek(1).kind == Token::Kind::Name && peek(1).text == "in") {
        next();
        op = "not in";
      }
      if (op.empty()) break;
      if (!node) {
        node = make(Kind::Comparison);
        adopt(*node, std::move(first));
      }
      next();
      node->names.push_back(op);
      adopt(*node, sum());
    }
    return node ? ExpressionPtr(std::move(node)) : std::move(first);
  }

  /// A left-associative level over the operators `ops`.
  template <class Operand>
  ExpressionPtr level(std::initializer_list<std::string_view> ops, const Operand& operand) {
    auto left = operand();
    int length = 0;
    while (peek().kind == Token::Kind::Operator && std::ranges::find(ops, peek().text) != ops.end()) {
      link(length);
      const std::string op = next().text;
      left = binary(op, std::move(left), operand());
    }
    return left;
  }
  ExpressionPtr sum() {
    return level({"+", "-"}, [this] { return concatenation(); });
  }
  ExpressionPtr concatenation() {
    return level({"~"}, [this] { return product(); });
  }
  ExpressionPtr product() {
    return level({"*", "/", "//", "%"}, [this] { return power(); });
  }
  ExpressionPtr power() {
    return level({"**"}, [this] { return unary(true); });
  }

  ExpressionPtr unary(bool with_filters) {
    const Level level(*this);
    ExpressionPtr node;
    if (is("-") || is("+")) {
      auto sign = make(Kind::Unary);
      sign->name = next().text;
      adopt(*sign, unary(false));
      node = std::move(sign);
    } else {
      node = primary();
    }
    node = postfix(std::move(node));
    return with_filters ? filters(std::move(node)) : std::move(node);
  }

  ExpressionPtr primary() {
    const Token& token = peek();
    switch (token.kind) {
      case Token::Kind::Name: return name();
      case Token::Kind::String: {
        std::string text;
        auto node = make(Kind::Constant);
        while (peek().kind == Token::Kind::String)
          text += next().text;  // adjacent strings are one
        node->value = Text(text);
        return node;
      }
      case Token::Kind::Integer:
      case Token::Kind::Float: return number();
      default: break;
    }
    if (take("(")) {
      if (take(")")) {
        auto empty = make(Kind::MakeList);
        empty->name = "tuple";
        return empty;
      }
      auto inner = tuple();
      expect(")");
      return inner;
    }
    if (take("[")) return list();
    if (take("{")) return dict();
    fail(token.kind == Token::Kind::Operator ? "unexpected \"" + token.text + "\"" : "an expression is expected");
  }

  ExpressionPtr name() {
    auto node = make(Kind::Name);
    node->name = next().text;
    const auto constant = [&](Value value) {
      node->kind = Kind::Constant;
      node->value = std::move(value);
    };
    if (node->name == "true" || node->name == "True") constant(true);
    if (node->name == "false" || node->name == "False") constant(false);
    if (node->name == "none" || node->name == "None") constant(Value::None{});
    return node;
  }

  ExpressionPtr number() {
    auto node = make(Kind::Constant);
    const Token& token = next();
    const char* const end = token.text.data() + token.text.size();
    if (token.kind == Token::Kind::Float) {
      double value = 0;
      std::from_chars(token.text.data(), end, value);
      node->value = value;
    } else {
      std::int64_t value = 0;
      if (std::from_chars(token.text.data(), end, value).ec != std::errc()) fail("the number is too large");
      node->value = value;
    }
    return node;
  }

  ExpressionPtr list() {
    auto node = make(Kind::MakeList);
    while (!take("]")) {
      adopt(*node, expression());
      if (!is("]")) expect(",");
    }
    return node;
  }

  ExpressionPtr dict() {
    auto node = make(Kind::MakeDict);
    while (!take("}")) {
      adopt(*node, expression());
      expect(":");
      adopt(*node, expression());
      if (!is("}")) expect(",");
    }
    return node;
  }

  ExpressionPtr postfix(ExpressionPtr node) {
    for (int length = 0;; link(length)) {
      if (take(".")) {
        auto outer = make(Kind::Attribute);
        adopt(*outer, std::move(node));
        if (peek().kind == Token::Kind::Integer) {
          outer->kind = Kind::Item;
          adopt(*outer, number());
        } else {
          outer->name = expect_name();
        }
        node = std::move(outer);
      } else if (is("[")) {
        node = subscript(std::move(node));
      } else if (is("(")) {
        auto outer = make(Kind::Call);
        adopt(*outer, std::move(node));
        arguments(*outer);
        node = std::move(outer);
      } else {
        return node;
      }
    }
  }

  ExpressionPtr subscript(ExpressionPtr object) {
    auto node = make(Kind::Item);
    expect("[");
    adopt(*node, std::move(object));
    const auto part = [&] { return is(":") || is("]") ? nullptr : expression(); };
    auto first = part();
    if (!is(":")) {
      if (!first) fail("an index is expected");
      adopt(*node, std::move(first));
      expect("]");
      return node;
    }
    node->kind = Kind::Slice;
    adopt(*node, std::move(first));
    for (int i = 0; i < 2; ++i)
      adopt(*node, take(":") ? part() : nullptr);
    expect("]");
    return node;
  }

  /// Reads `(…)` into operands and named arguments.
  void arguments(Expression& node) {
    expect("(");
    while (!take(")")) {
      if (peek().kind == Token::Kind::Name && peek(1).kind == Token::Kind::Operator && peek(1).text == "=") {
        std::string name = next().text;
        next();
        auto value = expression();
        deepen(node, *value);
        node.named.emplace_back(std::move(name), std::move(value));
      } else {
        adopt(node, expression());
      }
      if (!is(")")) expect(",");
    }
  }

  /// `name` and its arguments, applied to `node`.
  ExpressionPtr filter(ExpressionPtr node) {
    auto outer = make(Kind::Filter);
    outer->name = expect_name();
    adopt(*outer, std::move(node));
    if (is("(")) arguments(*outer);
    return outer;
  }

  ExpressionPtr filters(ExpressionPtr node) {
    for (int length = 0;; link(length)) {
      if (take("|")) {
        node = filter(std::move(node));
      } else if (is_name("is")) {
        node = test(std::move(node));
      } else if (is("(")) {
        node = postfix(std::move(node));
      } else {
        return node;
      }
    }
  }

  ExpressionPtr test(ExpressionPtr node) {
    auto outer = make(Kind::Test);
    next();
    outer->negated = take_name("not");
    outer->name = expect_name();
    adopt(*outer, std::move(node));
    const auto kind = peek().kind;
    const bool word = kind == Token::Kind::Name && !is_name("else") && !is_name("or") && !is_name("and") &&
                      !is_name("is") && !is_name("if") && !is_name("in") && !is_name("not");
    if (is("(")) {
      arguments(*outer);
    } else if (word || kind == Token::Kind::String || kind == Token::Kind::Integer || kind == Token::Kind::Float ||
               is("[") || is("{")) {
      adopt(*outer, postfix(primary()));
    }
    return outer;
  }

  std::vector<Token> tokens_;
  std::size_t position_ = 0;
  int depth_ = 0;
  int loops_ = 0;
};

}  // namespace

Body parse(std::string_view source) { return Parser(source).run(); }

}  // namespace mingsi::engine::jinja
