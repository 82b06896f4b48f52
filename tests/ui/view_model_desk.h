// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractItemModelTester>
#include <QTest>

#include "ui/viewmodels/conversations_view_model.h"
#include "ui/viewmodels/model_view_model.h"

namespace mingsi::test {

/// The view models over a database in memory, with both list models watched.
struct Desk {
    app::Database database;
    app::ChatService service{database};
    ui::Notices notices;
    ui::ChatViewModel chat{service, database, notices};
    ui::ConversationsViewModel conversations{database, service, chat, notices};
    ui::ModelViewModel models{service, database, notices};
    QAbstractItemModelTester listTester{conversations.list()};
    QAbstractItemModelTester transcriptTester{chat.transcript()};

    Desk() { database.openInMemory().waitForFinished(); }

    QVariant last(ui::TranscriptModel::Role role) const
    {
        auto *transcript = const_cast<ui::ChatViewModel &>(chat).transcript();
        return transcript->data(transcript->index(transcript->count() - 1), role);
    }

    void ask(const QString &text)
    {
        // Whether it answers can't be polled: the answer may be there before one looks.
        QTRY_VERIFY(!chat.isLoading());
        const int expected = chat.conversation() == 0 ? 2 : chat.transcript()->count() + 2;
        QVERIFY(chat.send(text));
        QTRY_VERIFY_WITH_TIMEOUT(chat.transcript()->count() == expected && !chat.isAnswering(), 60000);
    }
};

}  // namespace mingsi::test
