// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace mingsi::app {

/// A text to begin a question with; {{names}} in it are to be filled in.
struct Prompt {
    QString name;  ///< what is typed behind the slash
    QString title;
    QString text;
};

/// The prompts that come with the program, in a language ("en", "zh_CN"); English where there is none in it.
QList<Prompt> builtInPrompts(const QString &language);

/// The prompts whose name or title begins with, or else contains, what was typed.
QList<Prompt> matchingPrompts(const QList<Prompt> &prompts, const QString &typed);

}  // namespace mingsi::app
