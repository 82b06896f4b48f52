// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QObject>
#include <QQmlEngine>
#include <QSet>

#include "app/documents/citation.h"
#include "app/documents/document_parts.h"
#include "ui/viewmodels/composer_view_model.h"

namespace mingsi::ui {

/// The parts of a document: pages, rows or lines.
class DocumentPartsModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role { PlaceRole = Qt::UserRole + 1, TextRole, ChosenRole };
    Q_ENUM(Role)

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    int count() const { return static_cast<int>(m_parts.size()); }

    void reset(const QString &text, const QList<app::DocumentPart> &parts);
    /// Numbers from 1.
    void choose(const QList<int> &numbers);
    QList<int> chosen() const;
    const QList<app::DocumentPart> &parts() const { return m_parts; }

signals:
    void countChanged();

private:
    QString m_text;
    QList<app::DocumentPart> m_parts;
    QSet<int> m_chosen;
};

/// An attached document that is looked at: one of the draft, of which a part may be chosen for the model, or one of a
/// question, to which an answer may point.
class DocumentViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(QString name READ name NOTIFY changed)
    /// Whether it belongs to the draft.
    Q_PROPERTY(bool editable READ isEditable NOTIFY changed)
    Q_PROPERTY(bool loading READ isLoading NOTIFY changed)
    Q_PROPERTY(mingsi::ui::DocumentPartsModel *parts READ parts CONSTANT)
    Q_PROPERTY(Choice choice READ choice WRITE setChoice NOTIFY changed)
    /// The chosen parts, "1-3,7".
    Q_PROPERTY(QString numbers READ numbers NOTIFY changed)

public:
    enum Choice { Whole, Parts, Best };
    Q_ENUM(Choice)

    DocumentViewModel(ChatViewModel &chat, ComposerViewModel &drafts, Notices &notices);

    QString name() const { return m_attachment.name; }
    bool isEditable() const { return m_draft >= 0; }
    bool isLoading() const { return m_loading; }
    DocumentPartsModel *parts() { return &m_parts; }
    Choice choice() const { return m_choice; }
    void setChoice(Choice choice);
    QString numbers() const;

    /// Opens an attachment of the draft, or of a message that is shown; opened follows.
    Q_INVOKABLE void openDraft(int number);
    Q_INVOKABLE void openOf(qint64 message, int number);
    /// Opens what an answer points to; a notice tells when there is no such place.
    Q_INVOKABLE void openCitation(qint64 answer, const QString &address);
    /// Chooses or leaves a part, from 0.
    Q_INVOKABLE void toggle(int row);
    /// Chooses these parts; whether the text names some.
    Q_INVOKABLE bool setNumbers(const QString &text);
    /// The next part that holds a text, behind row `from` and round; -1 when there is none.
    Q_INVOKABLE int find(const QString &text, int from) const;
    /// Takes over what was chosen.
    Q_INVOKABLE void accept();

signals:
    void changed();
    /// A document is there, to be shown from a part on, and those up to another marked; -1: from its beginning.
    void opened(int row, int last);

private:
    void open(const app::Attachment &attachment, int draft, const std::optional<app::Citation> &place);
    void show(const std::optional<app::Citation> &place);

    ChatViewModel &m_chat;
    ComposerViewModel &m_drafts;
    Notices &m_notices;
    app::Attachment m_attachment;
    DocumentPartsModel m_parts;
    int m_draft = -1;  ///< number of the attachment
    int m_opens = 0;
    bool m_loading = false;
    Choice m_choice = Whole;
};

}  // namespace mingsi::ui
