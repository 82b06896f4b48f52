// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QPointer>
#include <QQmlEngine>
#include <QQuickTextDocument>

#include "ui/text/text_renderer.h"

namespace mingsi::ui {

/// The blocks of one answer, for the element that shows it. They are read by the renderer's thread; while that is at it
/// the blocks of before stay, or the plain text when there were none. A text that comes meanwhile waits, and only the
/// newest.
class AnswerBlocksModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(mingsi::ui::TextRenderer *renderer READ renderer WRITE setRenderer NOTIFY rendererChanged)
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
    /// What the text is shown against: its differences from this are marked. Empty: it is shown as it is.
    Q_PROPERTY(QString base READ base WRITE setBase NOTIFY baseChanged)
    /// Whether the text is as it will stay; such texts are remembered.
    Q_PROPERTY(bool settled MEMBER m_settled NOTIFY settledChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Kind { Prose, Code, Table, Formula };
    Q_ENUM(Kind)
    enum Role {
        KindRole = Qt::UserRole + 1,
        HtmlRole,
        LanguageRole,
        CodeRole,
        TexRole,
        SourceRole,
        ImageRole,  ///< address of a formula's image
        ImageSizeRole,
        IndentedRole,  ///< the block belongs to a list item
    };

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    int count() const { return static_cast<int>(m_blocks.size()); }

    TextRenderer *renderer() const { return m_renderer; }
    void setRenderer(TextRenderer *renderer);
    QString text() const { return m_text; }
    void setText(const QString &text);
    QString base() const { return m_base; }
    void setBase(const QString &base);

    /// A table as comma-separated values.
    Q_INVOKABLE QString csv(int row) const;
    /// A part of a block's rich text as it is shown, with formulas as their TeX. `before` is what stands before it.
    Q_INVOKABLE QString copied(int row, const QString &selected, const QString &before) const;

    /// The formulas within a block's rich text, which `document` shows: {x, y, width, height, source,
    /// added, removed} of each image.
    Q_INVOKABLE QVariantList formulaPlaces(int row, QQuickTextDocument *document) const;

signals:
    void rendererChanged();
    void textChanged();
    void baseChanged();
    void settledChanged();
    void countChanged();

private:
    void request();
    void take(const QList<TextBlock> &blocks);

    QPointer<TextRenderer> m_renderer;
    QString m_text;
    QString m_base;
    bool m_settled = false;
    QList<TextBlock> m_blocks;
    std::shared_ptr<AnswerBlocks> m_state = std::make_shared<AnswerBlocks>();
    bool m_reading = false;
    bool m_again = false;
};

}  // namespace mingsi::ui
