// SPDX-License-Identifier: Apache-2.0
// Exports of other programs in miniature. Apart from the test: moc stumbles over such strings.
#pragma once

#include <QByteArrayList>

namespace mingsi::test {

inline const QByteArray kDeepSeek =
    R"([{"id":"d-1","title":"增长 growth","inserted_at":"2025-01-29T10:00:00.123456+08:00",
 "updated_at":"2025-01-29T10:05:00+08:00","mapping":{
 "root":{"id":"root","parent":null,"children":["1"],"message":null},
 "1":{"id":"1","parent":"root","children":["2","3"],"message":{"model":"deepseek-reasoner","inserted_at":"2025-01-29T10:00:01+08:00",
   "files":[{"file_name":"a.pdf"}],"fragments":[{"type":"REQUEST","content":"Why 9.11 < 9.9?"}]}},
 "2":{"id":"2","parent":"1","children":[],"message":{"model":"deepseek-reasoner","inserted_at":"2025-01-29T10:00:09+08:00","files":[],
   "fragments":[{"type":"THINK","content":"Compare decimals.","elapsed_secs":4.5},{"type":"SEARCH","content":"x"},{"type":"RESPONSE","content":"First answer."}]}},
 "3":{"id":"3","parent":"1","children":[],"message":{"model":"deepseek-reasoner","inserted_at":"2025-01-29T10:01:09+08:00","files":[],
   "fragments":[{"type":"THINK","content":"Again."},{"type":"RESPONSE","content":"Second answer."}]}}}},
 {"id":"d-2","title":"Old","inserted_at":"2024-12-01T00:00:00Z","mapping":{
 "root":{"id":"root","parent":null,"children":["1"],"message":null},
 "1":{"id":"1","parent":"root","children":["2"],"message":{"role":"USER","content":"Hi","inserted_at":"2024-12-01T00:00:00Z"}},
 "2":{"id":"2","parent":"1","children":[],"message":{"role":"ASSISTANT","content":"Hello","reasoning_content":"Greet.","inserted_at":"2024-12-01T00:00:02Z","model":"deepseek-chat"}}}},
 {"id":"d-3","title":"Empty","inserted_at":"2024-12-01T00:00:00Z","mapping":{"root":{"id":"root","parent":null,"children":[],"message":null}}}])";

/// So many conversations of two messages, as DeepSeek exports them.
inline QByteArray manyConversations(int count)
{
    const QByteArray one =
        R"({"id":"m-%1","title":"Many","inserted_at":"2024-12-01T00:00:00Z","mapping":{
 "root":{"id":"root","parent":null,"children":["1"],"message":null},
 "1":{"id":"1","parent":"root","children":["2"],"message":{"role":"USER","content":"Hi"}},
 "2":{"id":"2","parent":"1","children":[],"message":{"role":"ASSISTANT","content":"Hello"}}}})";
    QByteArrayList list;
    for (int i = 0; i < count; ++i)
        list.append(QByteArray(one).replace("%1", QByteArray::number(i)));
    return '[' + list.join(',') + ']';
}

inline const QByteArray kChatGpt =
    R"([{"title":"Sum","create_time":1735689600.5,"update_time":1735689700,"conversation_id":"c-1","current_node":"f",
 "mapping":{
 "r":{"id":"r","parent":null,"children":["s"],"message":null},
 "s":{"id":"s","parent":"r","children":["a"],"message":{"id":"s","author":{"role":"system"},"content":{"content_type":"text","parts":[""]},"metadata":{"is_visually_hidden_from_conversation":true}}},
 "a":{"id":"a","parent":"s","children":["b"],"message":{"id":"a","author":{"role":"user"},"create_time":1735689601,"content":{"content_type":"multimodal_text","parts":[{"content_type":"image_asset_pointer","asset_pointer":"x"},"2 + 2?"]},"metadata":{"attachments":[{"name":"p.png","mime_type":"image/png"}]}}},
 "b":{"id":"b","parent":"a","children":["c"],"message":{"id":"b","author":{"role":"assistant"},"content":{"content_type":"thoughts","thoughts":[{"summary":"Adding","content":"Two and two.","finished":true}]},"metadata":{}}},
 "c":{"id":"c","parent":"b","children":["d"],"message":{"id":"c","author":{"role":"assistant"},"content":{"content_type":"reasoning_recap","content":"Thought for 1m 5s"},"metadata":{}}},
 "d":{"id":"d","parent":"c","children":["e"],"message":{"id":"d","author":{"role":"assistant"},"recipient":"python","content":{"content_type":"code","language":"python","text":"2+2"},"metadata":{}}},
 "e":{"id":"e","parent":"d","children":["f","g"],"message":{"id":"e","author":{"role":"tool","name":"python"},"content":{"content_type":"execution_output","text":"4"},"metadata":{}}},
 "f":{"id":"f","parent":"e","children":[],"message":{"id":"f","author":{"role":"assistant"},"create_time":1735689611,"content":{"content_type":"text","parts":["It is 4."]},"status":"finished_successfully","metadata":{"model_slug":"o3"}}},
 "g":{"id":"g","parent":"e","children":[],"message":{"id":"g","author":{"role":"assistant"},"create_time":1735689612,"content":{"content_type":"text","parts":["Four."]},"metadata":{"model_slug":"o3"}}}}}])";

inline const QByteArray kClaude =
    R"([{"uuid":"u-1","name":"Tea","created_at":"2025-02-01T08:00:00.000000Z","updated_at":"2025-02-01T08:01:00Z","account":{"uuid":"x"},
 "chat_messages":[{"uuid":"m1","sender":"human","text":"How hot?","content":[{"type":"text","text":"How hot?"}],"created_at":"2025-02-01T08:00:01Z",
   "attachments":[{"file_name":"n.txt","file_type":"txt","extracted_content":"80 °C"}],"files":[]},
  {"uuid":"m2","sender":"assistant","text":"80.","content":[{"type":"thinking","thinking":"Green tea."},{"type":"text","text":"80 °C."}],"created_at":"2025-02-01T08:00:05Z","attachments":[],"files":[]}]}])";

inline const QByteArray kOpenWebUi =
    R"([{"id":"w-1","user_id":"x","title":"Capital","updated_at":1735689700,"created_at":1735689600,"pinned":true,
 "chat":{"title":"Capital","models":["r1"],"history":{"currentId":"3","messages":{
  "1":{"id":"1","parentId":null,"childrenIds":["2","3"],"role":"user","content":"Capital?","timestamp":1735689601},
  "2":{"id":"2","parentId":"1","childrenIds":[],"role":"assistant","content":"Paris","model":"a","done":true,"timestamp":1735689602},
  "3":{"id":"3","parentId":"1","childrenIds":[],"role":"assistant","model":"deepseek-r1","done":true,"timestamp":1735689603,
   "content":"<details type=\"reasoning\" done=\"true\" duration=\"12\">\n<summary>Thought for 12 seconds</summary>\n> Think\n>\n> of France.\n</details>\nIt is Paris."}}}}}])";

inline const QByteArray kLmStudio =
    R"({"name":"Poem","createdAt":1735689600000,"tokenCount":3,"systemPrompt":"","lastUsedModel":{"identifier":"r1-7b"},
 "messages":[{"versions":[{"type":"singleStep","role":"user","content":[{"type":"text","text":"A poem"}]}],"currentlySelected":0},
 {"versions":[{"type":"multiStep","role":"assistant","senderInfo":{"senderName":"deepseek-r1-7b"},"steps":[
   {"type":"contentBlock","style":{"type":"thinking"},"content":[{"type":"text","text":"Rhyme."}]},
   {"type":"debugInfoBlock"},
   {"type":"contentBlock","content":[{"type":"text","text":"Roses."}],"genInfo":{"stats":{"predictedTokensCount":7,"totalTimeSec":1.5,"promptTokensCount":4,"timeToFirstTokenSec":0.5}}}]},
  {"type":"multiStep","role":"assistant","senderInfo":null,"steps":[{"type":"contentBlock","content":[{"type":"text","text":"Violets."}]}]}],"currentlySelected":0}]})";

inline const QByteArray kBadOnes =
    R"({"uuid":7,"chat_messages":5},"text",{"mapping":{"a":{"id":"a","parent":"b","children":["b"]},
 "b":{"id":"b","parent":"a","children":["a"],"message":{"fragments":3}}},"inserted_at":1},)";

}  // namespace mingsi::test
