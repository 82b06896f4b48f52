// SPDX-License-Identifier: Apache-2.0
#include "app/text/plain_line.h"

#include <QRegularExpression>
#include <array>
#include <utility>

namespace mingsi::app {

QString plainLine(const QString &stretch)
{
    using Rule = std::pair<QRegularExpression, QString>;
    static const auto rule = [](const char *pattern, const char *text) {
        return Rule{
            QRegularExpression(QString::fromUtf8(pattern),
                               QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption),
            QString::fromLatin1(text)};
    };
    static const std::array rules = {
        rule(R"(^ *(?:```|~~~)[^\n`]*$)", ""),                            // the fences of code
        rule(R"(^ {0,3}#{1,6} +)", ""),                                   // headings
        rule(R"(^[ |:\-]*\|[ |:\-]*$)", ""),                              // the line below a table's head
        rule(R"(<[bB][rR]\s*/?>)", " "),                                  // line breaks
        rule(R"(!?\[([^\]\n]*)\]\([^)\s]*(?: +"[^"\n]*")?\))", R"(\1)"),  // links and images
        rule(R"(\*\*(?=\S)(.+?)(?<=\S)\*\*)", R"(\1)"),
        rule(R"(~~(?=\S)(.+?)(?<=\S)~~)", R"(\1)"),
        rule(R"((?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w))", R"(\1)"),
        rule(R"((?<![`\\])`([^`\n]+)`(?!`))", R"(\1)"),
        rule(R"((?<![\w*])\*\*(?=[^\s*]))", ""),  // its end was cut off
        rule(R"((?<=[^\s*])\*\*(?![\w*]))", ""),  // its beginning was
    };
    QString line = stretch;
    for (const auto &[pattern, text] : rules)
        line.replace(pattern, text);
    return line.simplified();
}

}  // namespace mingsi::app
