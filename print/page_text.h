// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPaintDevice>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>

#include "print/formula_object.h"
#include "app/text/code_markup.h"
#include "app/text/rich_text.h"

namespace mingsi::app {

/// Any spacing of letters keeps Qt from ligatures, which searching and copying would find in place of "fi".
inline constexpr double kNoLigatures = 0.02;

/// A document on pages of one size: rich text as Qt lays it out, formulas as vectors in KaTeX's fonts. Used by one
/// thread.
class PageText
{
public:
    /// How a stretch of text is set.
    enum class Look { Usual, Question, Thought };

    /// Lays out for `device`, whose units the size of the body of a page has.
    PageText(QPaintDevice &device, const QSizeF &body, MathTypesetter &typesetter, CodeMarkup &code);

    /// A line of its own, large by its level (1 to 6). Gives its place for placeOf().
    int addHeading(const QString &text, int level);
    /// A small grey line.
    void addNote(const QString &text);
    void add(const QList<RichBlock> &blocks, Look look);
    /// What follows begins a page.
    void breakPage() { m_breaks = true; }

    /// No heading stays alone at the end of a page. For the end, when everything is there.
    void keepHeadings();

    QTextDocument &document() { return m_document; }
    /// Where a heading stands: the page, counted from 0, and how far down its body, in the device's units.
    std::pair<int, double> placeOf(int position) const;

private:
    /// Where a block stands.
    struct Place {
        Look look = Look::Usual;
        int indent = 0;             ///< lists around it
        int quotes = 0;             ///< quotes around it
        QTextList *list = nullptr;  ///< the list whose item begins here
        QTextListFormat format;     ///< of that list, for its first item
        bool begins = false;        ///< the next block is the first of an item
    };

    void addBlocks(const QList<RichBlock> &blocks, Place &place);
    void addBlock(const RichBlock &block, Place &place);
    void addList(const RichBlock &list, const Place &place);
    void addTable(const RichBlock &table, const Place &place);
    void addCode(const RichBlock &code, const Place &place);
    void addSpans(const QList<RichSpan> &spans, const QTextCharFormat &look);
    void addText(const QString &text, const QTextCharFormat &look);
    void addFormula(const InlineFormula &formula, const QTextCharFormat &look);
    /// Begins a block, as an item of a list where one begins.
    void begin(QTextBlockFormat format, const QTextCharFormat &look, Place *place);
    QTextBlockFormat formatOf(const Place &place) const;
    QTextCharFormat lookOf(const Place &place) const;

    QTextDocument m_document;
    FormulaObject m_formulas;
    CodeMarkup &m_code;
    QTextCursor m_cursor;
    bool m_fresh = true;  ///< the block at the cursor is empty and free
    bool m_breaks = false;
    QHash<QString, QImage> m_emoji;
};

}  // namespace mingsi::app
