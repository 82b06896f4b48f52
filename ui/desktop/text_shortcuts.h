// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>

namespace mingsi::ui {

/// Lets the window's shortcuts work where text that is only read has the focus: Qt 6.4's TextEdit claims every key for
/// itself then. Escape stays with a text that has a caret ("caret", TextBody.qml).
class TextShortcuts : public QObject
{
    Q_OBJECT
    QML_ELEMENT

public:
    explicit TextShortcuts(QObject *parent = nullptr);

    bool eventFilter(QObject *object, QEvent *event) override;
};

}  // namespace mingsi::ui
