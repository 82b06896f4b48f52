// SPDX-License-Identifier: Apache-2.0
#include "ui/desktop/text_shortcuts.h"

#include <QCoreApplication>
#include <QKeyEvent>

namespace mingsi::ui {

TextShortcuts::TextShortcuts(QObject *parent) : QObject(parent)
{
    QCoreApplication::instance()->installEventFilter(this);
}

bool TextShortcuts::eventFilter(QObject *object, QEvent *event)
{
    const bool readOnly = event->type() == QEvent::ShortcutOverride && object->inherits("QQuickTextEdit")
        && object->property("readOnly").toBool();
    if (!readOnly)
        return false;
    const bool leaves =
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape && object->property("caret").toBool();
    event->setAccepted(leaves);
    return true;
}

}  // namespace mingsi::ui
