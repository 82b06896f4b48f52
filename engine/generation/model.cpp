// SPDX-License-Identifier: Apache-2.0
#include "engine/generation/model.h"

#include <map>

#include "engine/formats/gguf.h"
#include "engine/generation/kv_cache.h"
#include "engine/models/deepseek.h"

namespace mingsi::engine {
namespace {

std::unique_ptr<const LanguageModel> load_language_model(std::shared_ptr<const Checkpoint> checkpoint) {
  const auto architecture = checkpoint->metadata.text("general.architecture");
  if (architecture == "deepseek2") return std::make_unique<DeepSeek>(std::move(checkpoint));
  throw Error(ErrorCode::UnsupportedArchitecture, checkpoint->file, "general.architecture",
              "the architecture \"" + architecture + "\" is not supported; known are: deepseek2");
}

Vocabulary read_vocabulary(const Checkpoint& checkpoint, const LanguageModel& model) {
  auto vocabulary = Vocabulary::from_metadata(checkpoint.metadata);
  if (vocabulary.tokens.size() > model.shape().vocab)
    checkpoint.metadata.fail("tokenizer.ggml.tokens", "there are more tokens than rows of the embedding");
  return vocabulary;
}

}  // namespace

std::shared_ptr<const Model> Model::open(const ModelSource& source) {
  auto checkpoint = source.memory.empty() ? read_gguf(source.file) : read_gguf(source.memory, source.name, nullptr);
  return std::make_shared<OpenedModel>(std::make_shared<const Checkpoint>(std::move(checkpoint)));
}

OpenedModel::OpenedModel(std::shared_ptr<const Checkpoint> checkpoint)
    : language_model_(load_language_model(checkpoint)),
      tokenizer_(read_vocabulary(*checkpoint, *language_model_)),
      chat_format_(ChatFormat::detect(tokenizer_, checkpoint->metadata.text_or("tokenizer.chat_template", ""))) {
  describe(*checkpoint);
}

std::vector<TokenId> OpenedModel::encode(std::string_view text, bool parse_special) const {
  return tokenizer_.encode(text, parse_special);
}

std::string OpenedModel::decode(std::span<const TokenId> ids) const { return tokenizer_.decode(ids); }

std::vector<TokenId> OpenedModel::encode_chat(std::span<const ChatMessage> messages) const {
  return chat_format_.encode(tokenizer_, messages);
}

void OpenedModel::describe(const Checkpoint& checkpoint) {
  auto& d = description_;
  const auto& shape = language_model_->shape();
  d.architecture = checkpoint.metadata.text("general.architecture");
  d.name = checkpoint.metadata.text_or("general.name", d.architecture);
  d.file = checkpoint.file;
  d.file_bytes = checkpoint.file_bytes;
  d.total_parameters = shape.total_parameters;
  d.active_parameters = shape.active_parameters;
  d.bytes_per_token = shape.bytes_per_token;
  d.kv_bytes_per_token = KvCache::bytes_per_token(shape, KvType::F16);
  d.layers = shape.layers;
  d.hidden = shape.hidden;
  d.vocab = shape.vocab;
  d.context_length = shape.context_length;
  if (const auto* deepseek = dynamic_cast<const DeepSeek*>(language_model_.get())) {
    const auto& c = deepseek->config();
    d.dense_layers = c.dense_layers;
    d.mtp_layers = c.mtp_layers;
    d.heads = c.heads;
    d.q_lora_rank = c.q_lora_rank;
    d.kv_lora_rank = c.kv_lora_rank;
    d.qk_nope_head_dim = c.qk_nope_head_dim;
    d.qk_rope_head_dim = c.rope.dimensions;
    d.v_head_dim = c.v_head_dim;
    d.experts = c.experts;
    d.experts_per_token = c.experts ? c.router.top_k : 0;
    d.shared_experts = c.shared_experts;
    d.expert_groups = c.router.groups;
    d.gating = c.router.scoring == RouterRule::Scoring::Sigmoid ? "sigmoid" : "softmax";
  }
  std::map<std::string, WeightTypeShare> shares;
  for (const auto& [name, tensor] : checkpoint.tensors) {
    auto& share = shares[std::string(ggml_type_name(tensor.ggml_type))];
    share.type = ggml_type_name(tensor.ggml_type);
    ++share.tensors;
    share.bytes += tensor.bytes;
  }
  for (auto& [name, share] : shares)
    d.weight_types.push_back(std::move(share));
  d.tokenizer = checkpoint.metadata.text("tokenizer.ggml.pre");
  d.chat_format = chat_format_.name();
  d.chat_template = checkpoint.metadata.text_or("tokenizer.chat_template", "");
  d.opens_reasoning = chat_format_.opens_reasoning();
}

}  // namespace mingsi::engine
