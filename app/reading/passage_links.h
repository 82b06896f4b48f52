// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

#include "app/reading/thought_steps.h"

namespace mingsi::app {

/// A place in a text.
struct Passage {
    qsizetype start = 0;
    qsizetype length = 0;
    bool isEmpty() const { return length == 0; }
};

/// Where a thought settles what a passage of the answer says: the step that shares most with it, counted by the
/// figures that both name ("1,234.5" and "1234.50" are one figure) and by the longest terms they have in common, rare
/// ones above common ones; of equal steps the last, since what was settled later holds. Within it the longest common
/// stretch. Empty when nothing is shared.
Passage settledIn(const QString &reasoning, const QList<ThoughtStep> &steps, const QString &passage);

/// The other way: where an answer takes up what a passage of the thought says; the answer is read by paragraphs.
Passage takenUpIn(const QString &answer, const QString &passage);

}  // namespace mingsi::app
