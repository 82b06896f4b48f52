// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTemporaryDir>

#include "app/exchange/exporter.h"
#include "app/exchange/slide_outline.h"

namespace mingsi::app {

/// The outlines in answers as slides (PresentationML, ECMA-376 part 1, 19): titles, lists with their levels, tables.
/// What was asked and thought is left out.
class PptxExporter : public Exporter
{
public:
    explicit PptxExporter(QIODevice &out) : m_out(out) {}

    void add(const ConversationRecord &record) override;
    std::optional<Failure> finish() override;

private:
    void addSlide(const Slide &slide);

    QIODevice &m_out;
    QTemporaryDir m_folder;  ///< of slides that are written
    int m_slides = 0;
    QString m_title;
    QString m_problem;  ///< why the disk did not take a slide
};

}  // namespace mingsi::app
