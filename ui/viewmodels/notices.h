// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>

#include "app/failure.h"

namespace mingsi::ui {

/// What the window must tell: one lasting notice (nothing is saved, the model did not open) and short-lived ones.
class Notices : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    /// Stays until it is dismissed or replaced; empty when there is none.
    Q_PROPERTY(QString lasting READ lasting NOTIFY lastingChanged)

public:
    using QObject::QObject;

    QString lasting() const { return m_lasting; }
    void show(const app::Failure &failure) { showText(app::describe(failure)); }
    void showText(const QString &text);
    Q_INVOKABLE void dismiss() { showText({}); }

signals:
    void lastingChanged();

private:
    QString m_lasting;
};

}  // namespace mingsi::ui
