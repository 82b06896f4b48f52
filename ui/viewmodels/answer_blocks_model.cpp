// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/answer_blocks_model.h"

#include <cmath>

#include "ui/text/markdown.h"
#include "ui/text/formula_images.h"
#include "app/text/table_text.h"

namespace mingsi::ui {

int AnswerBlocksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant AnswerBlocksModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TextBlock &block = m_blocks.at(index.row());
    switch (role) {
    case KindRole: return static_cast<int>(block.kind);
    case Qt::DisplayRole:
    case HtmlRole: return block.html;
    case LanguageRole: return block.language;
    case CodeRole: return block.code;
    case TexRole: return block.tex;
    case SourceRole: return block.source;
    case ImageRole: return block.images.isEmpty() ? QString() : block.images.constFirst()->address();
    case ImageSizeRole: return block.images.isEmpty() ? QSizeF() : block.images.constFirst()->size();
    case IndentedRole: return block.indented;
    default: return {};
    }
}

QHash<int, QByteArray> AnswerBlocksModel::roleNames() const
{
    return {{IndentedRole, "indented"}, {KindRole, "kind"},   {HtmlRole, "html"},
            {LanguageRole, "language"}, {CodeRole, "code"},   {TexRole, "tex"},
            {SourceRole, "source"},     {ImageRole, "image"}, {ImageSizeRole, "imageSize"}};
}

void AnswerBlocksModel::setRenderer(TextRenderer *renderer)
{
    if (renderer == m_renderer)
        return;
    if (m_renderer)
        m_renderer->disconnect(this);
    m_renderer = renderer;
    if (m_renderer)
        connect(m_renderer, &TextRenderer::styleChanged, this, &AnswerBlocksModel::request);
    emit rendererChanged();
    request();
}

void AnswerBlocksModel::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    emit textChanged();
    request();
}

void AnswerBlocksModel::setBase(const QString &base)
{
    if (base == m_base)
        return;
    m_base = base;
    emit baseChanged();
    request();
}

void AnswerBlocksModel::request()
{
    if (!m_renderer)
        return;
    if (const auto *known = m_base.isEmpty() ? m_renderer->blocksOf(m_text) : nullptr) {
        take(*known);
        m_again = m_reading;  // what is being read is no longer wanted
        return;
    }
    if (m_blocks.isEmpty() && !m_text.isEmpty()) {
        TextBlock plain;
        plain.source = m_text;
        plain.html = QStringLiteral("<p style=\"white-space:pre-wrap\">%1</p>").arg(m_text.toHtmlEscaped());
        take({plain});
    }
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    const auto done = [this](const QList<TextBlock> &blocks) {
        m_reading = false;
        take(blocks);
        if (std::exchange(m_again, false))
            request();
    };
    if (m_base.isEmpty())
        m_renderer->render(m_state, m_text, m_settled, this, done);
    else
        m_renderer->renderDifference(m_base, m_text, this, done);
}

void AnswerBlocksModel::take(const QList<TextBlock> &blocks)
{
    const qsizetype before = m_blocks.size();
    const qsizetype shared = std::min(before, blocks.size());
    if (blocks.size() < before) {
        beginRemoveRows({}, static_cast<int>(shared), static_cast<int>(before - 1));
        m_blocks.resize(shared);
        endRemoveRows();
    }
    for (qsizetype row = 0; row < shared; ++row) {
        if (m_blocks.at(row) == blocks.at(row))
            continue;
        const auto number = static_cast<int>(row);
        if (m_blocks.at(row).kind != blocks.at(row).kind) {
            // A view chooses the element of a row once.
            beginRemoveRows({}, number, number);
            m_blocks.removeAt(row);
            endRemoveRows();
            beginInsertRows({}, number, number);
            m_blocks.insert(row, blocks.at(row));
            endInsertRows();
            continue;
        }
        m_blocks[row] = blocks.at(row);
        emit dataChanged(index(number), index(number));
    }
    if (blocks.size() > before) {
        beginInsertRows({}, static_cast<int>(shared), static_cast<int>(blocks.size() - 1));
        m_blocks.append(blocks.mid(shared));
        endInsertRows();
    }
    if (m_blocks.size() != before)
        emit countChanged();
}

QString AnswerBlocksModel::csv(int row) const
{
    return app::toCsv(m_blocks.value(row).rows);
}

QString AnswerBlocksModel::copied(int row, const QString &selected, const QString &before) const
{
    const QList<app::InlineFormula> &formulas = m_blocks.value(row).formulas;
    qsizetype next = before.count(QChar::ObjectReplacementCharacter);
    QString text;
    for (const QChar c : selected) {
        if (c == QChar::ObjectReplacementCharacter)
            text += app::sourceOf(formulas.value(next++));
        else if (c == QChar::ParagraphSeparator || c == QChar::LineSeparator)
            text += u'\n';
        else
            text += c;
    }
    return text;
}

QVariantList AnswerBlocksModel::formulaPlaces(int row, QQuickTextDocument *document) const
{
    const TextBlock block = m_blocks.value(row);
    QVariantList places;
    if (block.formulas.isEmpty() || document == nullptr)
        return places;
    using Change = app::RichSpan::Change;
    const auto points = objectPlaces(*document->textDocument());
    for (qsizetype i = 0; i < std::min(points.size(), block.images.size()); ++i) {
        const FormulaImage &image = *block.images.at(i);
        places.append(QVariantMap{{QStringLiteral("x"), std::round(points.at(i).x())},
                                  {QStringLiteral("y"), std::round(points.at(i).y() - image.ascent())},
                                  {QStringLiteral("width"), image.size().width()},
                                  {QStringLiteral("height"), image.size().height()},
                                  {QStringLiteral("source"), image.address()},
                                  {QStringLiteral("added"), block.changes.at(i) == Change::Added},
                                  {QStringLiteral("removed"), block.changes.at(i) == Change::Removed}});
    }
    return places;
}

}  // namespace mingsi::ui
