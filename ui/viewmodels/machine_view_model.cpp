// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/machine_view_model.h"

#include "app/background.h"
#include "ui/viewmodels/model_text.h"

namespace mingsi::ui {

MachineViewModel::MachineViewModel(std::function<engine::MachineDescription()> describe)
    : m_describe(std::move(describe))
{
}

QString MachineViewModel::gpu() const
{
    if (!m_machine || m_machine->gpus.empty())
        return {};
    const auto &gpu = m_machine->gpus.front();
    return tr("%1, %2").arg(QString::fromStdString(gpu.name), byteSize(gpu.memory_bytes));
}

QString MachineViewModel::gpuProblem() const
{
    if (!m_machine)
        return tr("Looking for a GPU …");
    if (m_machine->gpu())
        return {};
    if (!m_machine->cuda_support)
        return tr("This build of Mingsi computes on the processor alone: it was made without CUDA.");
    if (m_machine->gpus.empty())
        return tr("No NVIDIA GPU with a driver was found on this machine.");
    return tr("This GPU is too old: compute capability 7.5 is needed.");
}

void MachineViewModel::look()
{
    app::inBackground(m_describe).then(this, [this](const engine::MachineDescription &machine) {
        m_machine = machine;
        emit changed();
    });
}

}  // namespace mingsi::ui
