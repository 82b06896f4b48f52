// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <functional>
#include <optional>

#include "engine/engine.h"

namespace mingsi::ui {

/// What this machine has to compute with beside its processor.
class MachineViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    /// "NVIDIA GeForce RTX 4090, 24.0 GiB"; empty without a GPU, or as long as nobody has looked.
    Q_PROPERTY(QString gpu READ gpu NOTIFY changed)
    Q_PROPERTY(bool gpuUsable READ gpuUsable NOTIFY changed)
    /// Why the GPU can't be chosen; empty when it can.
    Q_PROPERTY(QString gpuProblem READ gpuProblem NOTIFY changed)

public:
    /// `describe` may take its time: it is called on a thread of the global pool.
    explicit MachineViewModel(std::function<engine::MachineDescription()> describe = engine::describe_machine);

    QString gpu() const;
    bool gpuUsable() const { return m_machine && m_machine->gpu(); }
    QString gpuProblem() const;

    /// Looks what there is now; changed() follows.
    Q_INVOKABLE void look();
    void retranslate() { emit changed(); }

signals:
    void changed();

private:
    std::function<engine::MachineDescription()> m_describe;
    std::optional<engine::MachineDescription> m_machine;
};

}  // namespace mingsi::ui
