// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/exchange/exporter.h"

namespace mingsi::app {

/// Mingsi's own JSON (mingsi_json.h), a conversation a line.
class JsonExporter : public Exporter
{
public:
    explicit JsonExporter(QIODevice &out);

    void add(const ConversationRecord &record) override;
    std::optional<Failure> finish() override;

private:
    QIODevice &m_out;
    bool m_first = true;
};

}  // namespace mingsi::app
