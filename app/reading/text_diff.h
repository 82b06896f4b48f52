// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

#include "app/reading/thought_steps.h"

namespace mingsi::app {

/// A stretch of a difference between two texts.
struct DiffPart {
    enum class Kind { Same, OnlyLeft, OnlyRight };
    Kind kind = Kind::Same;
    QString text;
    bool operator==(const DiffPart &) const = default;
};

/// The difference of two texts by words; Chinese and Japanese by characters. The shortest edit script (Myers 1986, "An
/// O(ND) difference algorithm"); texts that differ in more than some thousand words are compared by lines first, and
/// between those that they share.
QList<DiffPart> wordDiff(const QString &left, const QString &right);

/// A row of two thoughts laid side by side: steps that say the same stand in one row; -1 where one has none.
struct AlignedSteps {
    qsizetype left = -1;
    qsizetype right = -1;
    double likeness = 0;  ///< 0 to 1: the share of words that both have (Dice's coefficient)
};

/// Aligns the steps in order, so that the likeness of those that stand together is the greatest in sum
/// (Needleman & Wunsch 1970, without a price for gaps).
QList<AlignedSteps> alignThoughts(const QString &left, const QList<ThoughtStep> &leftSteps, const QString &right,
                                  const QList<ThoughtStep> &rightSteps);

}  // namespace mingsi::app
