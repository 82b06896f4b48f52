// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QTemporaryFile>

#include "app/exchange/exporter.h"
#include "app/exchange/slide_outline.h"

namespace mingsi::app {

/// The outlines in answers as slides (PresentationML, ECMA-376 part 1, 19): titles, lists with their levels, tables.
/// What was asked and thought is left out.
class PptxExporter : public Exporter
{
public:
    explicit PptxExporter(QIODevice &out) : m_out(out) { m_body.open(); }

    void add(const ConversationRecord &record) override;
    std::optional<Failure> finish() override;

private:
    void addSlide(const Slide &slide);

    QIODevice &m_out;
    QTemporaryFile m_body;  ///< all slides, one after the other
    QList<qint64> m_ends;   ///< where each ends in it
    QString m_title;
};

}  // namespace mingsi::app
