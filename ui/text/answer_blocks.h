// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>

#include "ui/text/code_highlighter.h"
#include "print/math/math_typesetter.h"
#include "ui/text/text_block.h"
#include "ui/text/text_style.h"

namespace mingsi::ui {

/// What reading an answer takes; each part belongs to the thread that reads.
struct TextTools {
    CodeHighlighter highlighter;
    app::MathTypesetter typesetter;
};

/// An answer and what parts it from another one.
QList<TextBlock> readDifference(const QString &base, const QString &other, const TextStyle &style, TextTools &tools);

/// An answer as blocks, made anew as it grows: stretches that have not changed keep their blocks, so a stream costs no
/// more than its last block.
class AnswerBlocks
{
public:
    QList<TextBlock> build(const QString &text, const TextStyle &style, TextTools &tools);
    /// How many blocks the last call made anew.
    int rebuilt() const { return m_rebuilt; }

private:
    QList<TextBlock> m_blocks;
    QStringList m_footnoteOrder;
    QString m_references;  ///< addresses of links that the text names apart ("[1]: https://…")
    TextStyle m_style;
    int m_rebuilt = 0;
};

}  // namespace mingsi::ui
