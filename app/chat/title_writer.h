// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QObject>
#include <QString>

#include "app/chat/chat_service.h"

namespace mingsi::app {

/// Has the model name conversations, in the background: it waits until nothing is being answered, and gives way at
/// once when a question comes. The starter model is too small for it: what it answered waits for a larger one.
class TitleWriter : public QObject
{
    Q_OBJECT

public:
    explicit TitleWriter(ChatService &service);

    /// Asks for a title of a conversation that begins so, now or when nothing else is being answered; titled() follows
    /// if one comes of it. `model` is what answered (ModelReference::toText()): no server hears of a conversation but
    /// the one that took part in it; on this machine any model may name what was said there.
    void write(RowId conversation, const QString &model, const QString &question, const QString &answer);
    /// Asks for the next title that waits, if this is the time for it.
    void writeNext();
    /// Gives way to a question.
    void interrupt();

    /// The title in what a model said: one line without quotation marks, "Title:" or a full stop; empty when it is
    /// none, as when it is longer than a title can be.
    static QString titleIn(const QString &text);

signals:
    void titled(qint64 conversation, const QString &title);

private:
    struct Waiting {
        RowId conversation = 0;
        QString model;
        QString question;
        QString answer;
    };

    bool mayName(const Waiting &what) const;
    void ask(const Waiting &what);

    ChatService &m_service;
    QList<Waiting> m_waiting;
    qint64 m_aside = 0;
};

}  // namespace mingsi::app
