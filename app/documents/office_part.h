// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/exchange/zip_reader.h"

namespace mingsi::app {

/// The parts of an Office Open XML file (ECMA-376-2).
class OfficeFile
{
public:
    /// False, with `problem`, when it is no archive or one that is refused.
    bool open(const QString &path, QString &problem);
    bool contains(const QString &part) const { return m_names.contains(part); }
    /// A part of at most 256 MiB; null, with `problem`, when it is not there or can't be read.
    QByteArray read(const QString &part, QString &problem);

private:
    ZipReader m_zip;
    QStringList m_names;
};

}  // namespace mingsi::app
