// SPDX-License-Identifier: Apache-2.0
#include "print/page_text.h"

#include <QAbstractTextDocumentLayout>
#include <QTextBlock>
#include <QTextTable>
#include <QXmlStreamReader>
#include <algorithm>
#include <utility>

#include "app/exchange/xml_text.h"
#include "print/emoji.h"

namespace mingsi::app {

namespace {

// Points. Lengths of formats are in Qt's logical pixels, which the layout scales to the device.
constexpr double kTextSize = 10.5;
constexpr double kSmallSize = 8.5;
constexpr double kCodeSize = 9;
constexpr double kHeadingSizes[] = {18, 14, 12.5, 11.5, 11, 10.5};
constexpr double kIndent = 22;
constexpr int kEmojiPixels = 96;  // of their pictures
constexpr int kMostLayouts = 60;  // to keep headings with their text
constexpr int kDeepest = 8;       // lists and quotes that are set in; deeper ones stay there

const QColor kInk(0x1d, 0x21, 0x29);
const QColor kMuted(0x5f, 0x63, 0x6b);
const QColor kLink(0x2f, 0x49, 0xc9);
const QColor kThought(0x5a, 0x51, 0x48);
const QColor kCodeGround(0xf3, 0xf1, 0xea);
const QColor kQuestionGround(0xe8, 0xec, 0xfb);
const QColor kLine(0xb9, 0xb5, 0xa8);

// Latin letters of the first, Chinese of the second: both come with what Mingsi installs.
const QStringList &textFonts()
{
    static const QStringList fonts{QStringLiteral("DejaVu Sans"), QStringLiteral("Noto Sans CJK SC")};
    return fonts;
}

const QStringList &codeFonts()
{
    static const QStringList fonts{QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Noto Sans Mono CJK SC")};
    return fonts;
}

QTextCharFormat charFormat(double size, const QColor &colour)
{
    QTextCharFormat format;
    format.setFontFamilies(textFonts());
    format.setFontPointSize(size);
    format.setForeground(colour);
    format.setFontLetterSpacingType(QFont::AbsoluteSpacing);
    format.setFontLetterSpacing(kNoLigatures);
    return format;
}

/// The lines around a cell: each has the one below it and the one behind it, the first ones also those before them. Where
/// a table collapses its borders instead, Qt asks for the neighbours of each cell, and searches all cells for each.
QTextTableCellFormat linesOf(bool top, bool left)
{
    QTextTableCellFormat format;
    format.setBorderBrush(kLine);
    const auto line = [](bool drawn) {
        return drawn ? QTextFrameFormat::BorderStyle_Solid : QTextFrameFormat::BorderStyle_None;
    };
    format.setTopBorder(top ? 1 : 0);
    format.setTopBorderStyle(line(top));
    format.setLeftBorder(left ? 1 : 0);
    format.setLeftBorderStyle(line(left));
    format.setBottomBorder(1);
    format.setBottomBorderStyle(line(true));
    format.setRightBorder(1);
    format.setRightBorderStyle(line(true));
    return format;
}

}  // namespace

PageText::PageText(QPaintDevice &device, const QSizeF &body, MathTypesetter &typesetter, CodeMarkup &code)
    : m_formulas(typesetter, device), m_code(code), m_cursor(&m_document)
{
    QFont font;
    font.setFamilies(textFonts());
    font.setPointSizeF(kTextSize);
    m_document.setDefaultFont(font);
    m_document.setUndoRedoEnabled(false);
    m_document.setDocumentMargin(0);
    m_document.setIndentWidth(kIndent);
    m_document.documentLayout()->setPaintDevice(&device);
    m_document.documentLayout()->registerHandler(FormulaObject::kType, &m_formulas);
    m_document.setPageSize(body);
}

int PageText::addHeading(const QString &text, int level)
{
    QTextBlockFormat format;
    format.setHeadingLevel(level);
    format.setTopMargin(level <= 1 ? 0 : 14);
    format.setBottomMargin(4);
    QTextCharFormat look = charFormat(kHeadingSizes[std::clamp(level, 1, 6) - 1], kInk);
    look.setFontWeight(QFont::Bold);
    begin(format, look, nullptr);
    addText(text, look);
    return m_cursor.position();
}

void PageText::addNote(const QString &text)
{
    QTextBlockFormat format;
    format.setBottomMargin(4);
    const QTextCharFormat look = charFormat(kSmallSize, kMuted);
    begin(format, look, nullptr);
    addText(text, look);
}

void PageText::add(const QList<RichBlock> &blocks, Look look)
{
    Place place;
    place.look = look;
    // Laid out once, when all is there: for each cell of a table anew it would take hours.
    QTextCursor whole(&m_document);
    whole.beginEditBlock();
    addBlocks(blocks, place);
    whole.endEditBlock();
}

std::pair<int, double> PageText::placeOf(int position) const
{
    const QTextBlock block = m_document.findBlock(position);
    const double top = m_document.documentLayout()->blockBoundingRect(block).top();
    const double height = m_document.pageSize().height();
    const int page = std::clamp(static_cast<int>(top / height), 0, std::max(0, m_document.pageCount() - 1));
    return {page, top - page * height};
}

void PageText::keepHeadings()
{
    const double height = m_document.pageSize().height();
    const auto pageOf = [&](const QTextBlock &block) {
        return static_cast<int>(m_document.documentLayout()->blockBoundingRect(block).top() / height);
    };
    int layouts = 0;
    for (QTextBlock block = m_document.begin(); block.isValid() && layouts < kMostLayouts; block = block.next()) {
        const QTextBlock next = block.next();
        const bool heads = block.blockFormat().hasProperty(QTextFormat::HeadingLevel);
        if (!heads || !next.isValid() || pageOf(next) == pageOf(block))
            continue;
        // Several headings may stand above each other.
        QTextBlock first = block;
        while (first.previous().isValid() && first.previous().blockFormat().hasProperty(QTextFormat::HeadingLevel)
               && pageOf(first.previous()) == pageOf(block))
            first = first.previous();
        if (first.blockFormat().pageBreakPolicy() & QTextFormat::PageBreak_AlwaysBefore)
            continue;
        QTextBlockFormat format = first.blockFormat();
        format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
        QTextCursor(first).setBlockFormat(format);
        ++layouts;
    }
}

void PageText::addBlocks(const QList<RichBlock> &blocks, Place &place)
{
    for (const RichBlock &block : blocks)
        addBlock(block, place);
}

void PageText::addBlock(const RichBlock &block, Place &place)
{
    using Kind = RichBlock::Kind;
    switch (block.kind) {
    case Kind::Paragraph: {
        QTextBlockFormat format = formatOf(place);
        if (block.tight)
            format.setBottomMargin(2);
        if (plainText(block.spans).isRightToLeft())
            format.setLayoutDirection(Qt::RightToLeft);
        begin(format, lookOf(place), &place);
        addSpans(block.spans, lookOf(place));
        break;
    }
    case Kind::Heading: {
        QTextCharFormat look = lookOf(place);
        look.setFontPointSize(kHeadingSizes[std::clamp(block.level + 1, 1, 6) - 1]);
        look.setFontWeight(QFont::Bold);
        QTextBlockFormat format = formatOf(place);
        format.setHeadingLevel(std::clamp(block.level + 1, 1, 6));
        format.setTopMargin(8);
        begin(format, look, &place);
        addSpans(block.spans, look);
        break;
    }
    case Kind::Quote: {
        Place inner = place;
        inner.quotes = std::min(kDeepest, inner.quotes + 1);
        addBlocks(block.blocks, inner);
        place.begins = inner.begins;
        break;
    }
    case Kind::List: addList(block, place); break;
    case Kind::Item: addBlocks(block.blocks, place); break;
    case Kind::Code: addCode(block, place); break;
    case Kind::Table: addTable(block, place); break;
    case Kind::Rule: {
        QTextBlockFormat format = formatOf(place);
        format.setProperty(QTextFormat::BlockTrailingHorizontalRulerWidth,
                           QTextLength(QTextLength::PercentageLength, 100));
        begin(format, lookOf(place), &place);
        break;
    }
    case Kind::Formula: {
        QTextBlockFormat format = formatOf(place);
        format.setAlignment(Qt::AlignHCenter);
        begin(format, lookOf(place), &place);
        addFormula(block.formula, lookOf(place));
        break;
    }
    }
}

void PageText::addList(const RichBlock &list, const Place &place)
{
    Place item = place;
    item.indent = std::min(kDeepest, place.indent + 1);
    item.list = nullptr;
    item.format = {};
    item.format.setIndent(item.indent);
    item.format.setStyle(list.ordered ? QTextListFormat::ListDecimal : QTextListFormat::ListDisc);
    // Qt 6.4's lists begin with 1: what begins otherwise has its numbers as text.
    const bool numbered = list.ordered && list.start != 1;
    int number = list.start;
    for (const RichBlock &one : list.blocks) {
        QList<RichBlock> blocks = one.blocks;
        if (blocks.isEmpty() || blocks.constFirst().kind != RichBlock::Kind::Paragraph)
            blocks.prepend(RichBlock{});
        QString mark;
        if (one.task)
            mark = *one.task ? QStringLiteral("☑ ") : QStringLiteral("☐ ");
        else if (numbered)
            mark = QStringLiteral("%1. ").arg(number++);
        if (!mark.isEmpty())
            blocks.first().spans.prepend(RichSpan{.text = mark});
        item.begins = mark.isEmpty();
        addBlocks(blocks, item);
    }
}

void PageText::addTable(const RichBlock &table, const Place &place)
{
    const auto rows = static_cast<int>(table.rows.size());
    const auto columns = static_cast<int>(table.rows.value(0).size());
    if (rows == 0 || columns == 0)
        return;
    QTextTableFormat format;
    format.setBorder(0);
    format.setCellPadding(3);
    format.setCellSpacing(0);
    format.setHeaderRowCount(1);
    format.setTopMargin(2);
    format.setBottomMargin(8);
    format.setLeftMargin(24 * place.indent);
    if (!m_fresh || m_breaks)
        begin({}, lookOf(place), nullptr);
    QTextTable *cells = m_cursor.insertTable(rows, columns, format);
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            QTextCursor outside = m_cursor;
            QTextTableCell cell = cells->cellAt(row, column);
            cell.setFormat(linesOf(row == 0, column == 0));
            m_cursor = cell.firstCursorPosition();
            QTextBlockFormat block;
            switch (table.columns.value(column)) {
            case RichBlock::Align::Right: block.setAlignment(Qt::AlignRight); break;
            case RichBlock::Align::Center: block.setAlignment(Qt::AlignHCenter); break;
            default: break;
            }
            m_cursor.setBlockFormat(block);
            QTextCharFormat look = lookOf(place);
            look.setFontPointSize(kTextSize - 1);
            if (row == 0)
                look.setFontWeight(QFont::Bold);
            addSpans(table.rows.at(row).at(column), look);
            m_cursor = outside;
        }
    }
    m_cursor.movePosition(QTextCursor::End);
    m_fresh = true;
}

void PageText::addCode(const RichBlock &code, const Place &place)
{
    QTextBlockFormat format = formatOf(place);
    format.setBackground(kCodeGround);
    format.setLineHeight(100, QTextBlockFormat::ProportionalHeight);
    QTextCharFormat look = charFormat(kCodeSize, kInk);
    look.setFontFamilies(codeFonts());
    begin(format, look, nullptr);
    const QString text = xmlSafe(code.text.endsWith(u'\n') ? code.text.chopped(1) : code.text);
    QXmlStreamReader parts(QStringLiteral("<pre>") + m_code.markUp(text, code.language) + QStringLiteral("</pre>"));
    QList<QTextCharFormat> looks{look};
    while (!parts.atEnd()) {
        switch (parts.readNext()) {
        case QXmlStreamReader::StartElement: {
            QTextCharFormat inner = looks.constLast();
            const QString part = parts.attributes().value(QStringLiteral("class")).toString().section(u' ', 0, 0);
            if (const QString colour = codeColour(part.mid(5), false); !colour.isEmpty())
                inner.setForeground(QColor(colour));
            looks.append(inner);
            break;
        }
        case QXmlStreamReader::EndElement: looks.removeLast(); break;
        case QXmlStreamReader::Characters:
            m_cursor.insertText(parts.text().toString().replace(u'\n', QChar(QChar::LineSeparator)), looks.constLast());
            break;
        default: break;
        }
    }
    if (parts.hasError() && m_cursor.block().text().isEmpty())
        m_cursor.insertText(QString(text).replace(u'\n', QChar(QChar::LineSeparator)), look);
}

void PageText::addSpans(const QList<RichSpan> &spans, const QTextCharFormat &look)
{
    for (const RichSpan &span : spans) {
        QTextCharFormat format = look;
        if (span.strong)
            format.setFontWeight(QFont::Bold);
        format.setFontItalic(span.emphasis);
        format.setFontStrikeOut(span.struck);
        if (span.code) {
            format.setFontFamilies(codeFonts());
            format.setBackground(kCodeGround);
        }
        if (span.raised)
            format.setVerticalAlignment(QTextCharFormat::AlignSuperScript);
        if (!span.link.isEmpty()) {
            format.setForeground(kLink);
            format.setFontUnderline(true);
        }
        switch (span.kind) {
        case RichSpan::Kind::Text: addText(QString(span.text).replace(u'\n', u' '), format); break;
        case RichSpan::Kind::Break: m_cursor.insertText(QString(QChar(QChar::LineSeparator)), format); break;
        case RichSpan::Kind::Formula: addFormula(span.formula, format); break;
        }
    }
}

void PageText::addText(const QString &text, const QTextCharFormat &look)
{
    qsizetype from = 0;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype length = emojiAt(QStringView(text).mid(at));
        if (length == 0) {
            ++at;
            continue;
        }
        m_cursor.insertText(text.mid(from, at - from), look);
        const QString emoji = text.mid(at, length);
        if (!m_emoji.contains(emoji)) {
            m_emoji.insert(emoji, emojiImage(emoji, kEmojiPixels));
            m_document.addResource(QTextDocument::ImageResource, QUrl(QStringLiteral("emoji:") + emoji),
                                   m_emoji.value(emoji));
        }
        QTextImageFormat picture;
        picture.setName(QStringLiteral("emoji:") + emoji);
        picture.setHeight(look.fontPointSize() * 96 / 72);
        picture.setWidth(picture.height() * m_emoji.value(emoji).width() / kEmojiPixels);
        m_cursor.insertImage(picture);
        at += length;
        from = at;
    }
    m_cursor.insertText(text.mid(from), look);
}

void PageText::addFormula(const InlineFormula &formula, const QTextCharFormat &look)
{
    const auto format = m_formulas.format(formula, look, m_document.pageSize().width());
    if (format) {
        m_cursor.insertText(QString(QChar::ObjectReplacementCharacter), *format);
        return;
    }
    QTextCharFormat source = look;
    source.setFontFamilies(codeFonts());
    m_cursor.insertText(sourceOf(formula), source);
}

void PageText::begin(QTextBlockFormat format, const QTextCharFormat &look, Place *place)
{
    if (std::exchange(m_breaks, false))
        format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
    if (std::exchange(m_fresh, false)) {
        m_cursor.setBlockFormat(format);
        m_cursor.setBlockCharFormat(look);
    } else {
        // A block takes its list along: each block says itself to which it belongs.
        m_cursor.insertBlock(format, look);
        if (QTextList *list = m_cursor.currentList())
            list->remove(m_cursor.block());
        m_cursor.setBlockFormat(format);
    }
    m_cursor.setCharFormat(look);
    if (place == nullptr || !place->begins)
        return;
    place->begins = false;
    QTextBlockFormat item = format;
    item.setIndent(0);
    m_cursor.setBlockFormat(item);
    if (place->list == nullptr)
        place->list = m_cursor.createList(place->format);
    else
        place->list->add(m_cursor.block());
}

QTextBlockFormat PageText::formatOf(const Place &place) const
{
    QTextBlockFormat format;
    format.setBottomMargin(6);
    format.setLineHeight(125, QTextBlockFormat::ProportionalHeight);
    format.setIndent(place.indent);
    format.setLeftMargin(18 * place.quotes + (place.look == Look::Thought ? 10 : 0));
    if (place.look == Look::Question)
        format.setBackground(kQuestionGround);
    return format;
}

QTextCharFormat PageText::lookOf(const Place &place) const
{
    const bool thought = place.look == Look::Thought;
    return charFormat(thought ? kTextSize - 1 : kTextSize, thought ? kThought : place.quotes > 0 ? kMuted : kInk);
}

}  // namespace mingsi::app
