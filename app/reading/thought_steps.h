// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

#include "app/chat/token_trace.h"

namespace mingsi::app {

/// A step of a thought: a paragraph, or what begins at a turn within one.
struct ThoughtStep {
    enum class Kind {
        Plain,
        SecondThought,  ///< takes something back or tries another way: "wait", "alternatively", "不对", …
    };

    qsizetype start = 0;  ///< UTF-16 offset in the reasoning
    qsizetype length = 0;
    Kind kind = Kind::Plain;
    QString title;  ///< the beginning of its first sentence, for the outline
    int tokens = 0;
    double seconds = 0;

    qsizetype end() const { return start + length; }
};

/// Cuts a thought into steps. Blank lines part them, except within fenced code and displayed formulas; a sentence that
/// begins with a turn begins a step of its own. The same text and a longer one give the same steps but for the last.
QList<ThoughtStep> splitThought(const QString &reasoning);

/// The same for a text that has grown: what stands before its last paragraph is kept from `steps`.
void extendThought(QList<ThoughtStep> &steps, const QString &reasoning);

/// Gives each step the tokens and the time that the trace says it took.
void measureSteps(QList<ThoughtStep> &steps, const QList<TokenMark> &marks);

/// The step that holds UTF-16 offset `at`; the one before it when it lies between two; -1 without steps.
qsizetype stepAt(const QList<ThoughtStep> &steps, qsizetype at);

}  // namespace mingsi::app
