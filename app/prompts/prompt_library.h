// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

namespace mingsi::app {

/// A text to begin a question with; {{names}} in it are to be filled in.
struct Prompt {
    qint64 id = 0;  ///< of a person's own; 0: it comes with the program
    QString name;   ///< what is typed behind the slash
    QString title;
    QString text;
};

/// The prompts that come with the program, in a language ("en", "zh_CN"); English where there is none in it.
QList<Prompt> builtInPrompts(const QString &language);

/// A person's own prompts and, where they have no other of the same name, those that come with the program.
QList<Prompt> allPrompts(const QList<Prompt> &own, const QList<Prompt> &builtIn);

/// Whether a name can be typed behind a slash: without white space and slashes, not too long.
bool isPromptName(const QString &name);

/// The {{names}} in a prompt's text, each once, in order.
QStringList promptVariables(const QString &text);
/// The text with `values` in their places. What has none goes, and with it the blank lines at the end.
QString filledPrompt(const QString &text, const QHash<QString, QString> &values);

/// A list of prompts as JSON: [{"name", "title", "text"}].
QByteArray promptsToJson(const QList<Prompt> &prompts);
/// The prompts of such a list that can be used; nothing when it is none.
std::optional<QList<Prompt>> promptsFromJson(const QByteArray &json);

/// The prompts whose name or title begins with, or else contains, what was typed.
QList<Prompt> matchingPrompts(const QList<Prompt> &prompts, const QString &typed);

}  // namespace mingsi::app
