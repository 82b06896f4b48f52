// SPDX-License-Identifier: Apache-2.0
#include "engine/generation/model.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/backend/cuda/measure_demand.h"
#include "engine/formats/architectures.h"
#include "engine/formats/gguf.h"
#include "engine/formats/hugging_face.h"
#include "engine/formats/hugging_face_config.h"
#include "engine/generation/kv_cache.h"
#include "engine/models/deepseek.h"
#include "engine/models/dense.h"
#include "engine/tensor/dequantize.h"

namespace mingsi::engine {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<const LanguageModel> load_language_model(std::shared_ptr<const Checkpoint> checkpoint) {
  const auto architecture = checkpoint->metadata.text("general.architecture");
  if (!is_known_architecture(architecture))
    throw Error(ErrorCode::UnsupportedArchitecture, checkpoint->file, "general.architecture",
                "the architecture \"" + architecture.substr(0, 80) +
                    "\" is not supported; known are: " + known_architectures());
  if (architecture == "deepseek2") return std::make_unique<DeepSeek>(std::move(checkpoint));
  return std::make_unique<Dense>(std::move(checkpoint));
}

std::shared_ptr<const Tokenizer> make_tokenizer(const Checkpoint& checkpoint) {
  auto vocabulary = checkpoint.format == Checkpoint::Format::HuggingFace
                        ? Vocabulary::from_folder(checkpoint.file, checkpoint.metadata)
                        : Vocabulary::from_metadata(checkpoint.metadata);
  try {
    return std::make_shared<const Tokenizer>(std::move(vocabulary));
  } catch (const Error& error) {
    throw Error(error.code(), checkpoint.file, error.place(), error.message());
  }
}

std::shared_ptr<const Tokenizer> make_tokenizer(const Checkpoint& checkpoint, const LanguageModel& model) {
  auto tokenizer = make_tokenizer(checkpoint);
  if (tokenizer->size() > model.shape().vocab)
    throw Error(ErrorCode::BadConfig, checkpoint.file, "tokenizer",
                "there are more tokens (" + std::to_string(tokenizer->size()) + ") than rows of the embedding (" +
                    std::to_string(model.shape().vocab) + ")");
  return tokenizer;
}

/// The folder of a Hugging Face model, when `file` is one or lies in one.
std::optional<fs::path> folder_of(const fs::path& file) {
  std::error_code ignored;
  if (fs::is_directory(file, ignored)) return file;
  const auto name = file.filename().string();
  if (name.ends_with(".safetensors") || name == "config.json" || name == "model.safetensors.index.json")
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
  return std::nullopt;
}

std::optional<float> recommended(const Metadata& metadata, const char* key, double high) {
  if (!metadata.contains(key)) return std::nullopt;
  return static_cast<float>(metadata.real(key, 0, high));
}

}  // namespace

Checkpoint read_checkpoint(const ModelSource& source) {
  if (!source.memory.empty()) return read_gguf(source.memory, source.name);
  if (const auto folder = folder_of(source.file)) return read_hugging_face(*folder);
  return read_gguf(source.file);
}

std::shared_ptr<const Tokenizer> open_tokenizer(const ModelSource& source) {
  Checkpoint checkpoint;
  if (const auto folder = source.memory.empty() ? folder_of(source.file) : std::nullopt) {
    checkpoint.format = Checkpoint::Format::HuggingFace;
    checkpoint.file = folder->string();
    checkpoint.metadata = Metadata(checkpoint.file);
    add_generation_config(*folder, checkpoint.metadata);
  } else {
    checkpoint = read_checkpoint(source);
  }
  return make_tokenizer(checkpoint);
}

std::shared_ptr<const Model> Model::open(const ModelSource& source) {
  auto model = std::make_shared<const OpenedModel>(std::make_shared<const Checkpoint>(read_checkpoint(source)));
  model->check_files();
  return model;
}

OpenedModel::OpenedModel(std::shared_ptr<const Checkpoint> checkpoint)
    : checkpoint_(std::move(checkpoint)),
      language_model_(load_language_model(checkpoint_)),
      tokenizer_(make_tokenizer(*checkpoint_, *language_model_)),
      chat_template_(*tokenizer_, checkpoint_->metadata.text_or("tokenizer.chat_template", "")) {
  describe();
}

ChatPrompt OpenedModel::encode_chat(std::span<const ChatMessage> messages, const ChatOptions& options) const {
  try {
    return chat_template_.encode(*tokenizer_, messages, options);
  } catch (const Error& error) {
    throw Error(error.code(), checkpoint_->file, error.place(), error.message());
  }
}

bool OpenedModel::read_weights(const std::function<bool(double)>& progress) const {
  constexpr std::size_t kPage = 4096;
  constexpr std::size_t kPiece = std::size_t{32} << 20;
  std::vector<std::span<const std::byte>> weights;
  std::size_t total = 0;
  for (const auto& [name, tensor] : checkpoint_->tensors) {
    weights.emplace_back(tensor.data, tensor.data == nullptr ? 0 : tensor.bytes);
    total += weights.back().size();
  }
  std::ranges::sort(weights, {}, [](const auto& bytes) { return bytes.data(); });
  std::size_t done = 0;
  std::size_t told = 0;
  for (const auto& bytes : weights) {
    for (std::size_t at = 0; at < bytes.size(); at += kPiece) {
      const auto piece = bytes.subspan(at, std::min(kPiece, bytes.size() - at));
      for (std::size_t page = 0; page < piece.size(); page += kPage)
        static_cast<void>(*const_cast<const volatile std::byte*>(&piece[page]));
      done += piece.size();
      if (done - told < kPiece && done < total) continue;
      told = done;
      check_files();
      if (!progress(static_cast<double>(done) / static_cast<double>(total))) return false;
    }
  }
  return true;
}

Error OpenedModel::not_finite() const {
  std::vector<float> values;
  for (const auto& [name, tensor] : checkpoint_->tensors) {
    if (tensor.bytes == 0) continue;
    const Weight weight = checkpoint_->weight(name, tensor.shape);
    values.resize(weight.columns);
    for (std::size_t row = 0; row < weight.rows; ++row) {
      dequantize_row(weight, row, values);
      if (!std::ranges::all_of(values, [](float v) { return std::isfinite(v); }))
        return Error(ErrorCode::NotFinite, checkpoint_->file, name,
                     "the tensor holds NaN or infinite values (row " + std::to_string(row) + ")");
    }
  }
  return Error(ErrorCode::NotFinite, checkpoint_->file, {},
               "the model computed no finite value, though its weights are finite: they do not belong together");
}

void OpenedModel::describe() {
  auto& d = description_;
  const auto& shape = language_model_->shape();
  const auto& metadata = checkpoint_->metadata;
  d.architecture = metadata.text("general.architecture");
  d.name = metadata.text_or("general.name", d.architecture);
  d.format = checkpoint_->format == Checkpoint::Format::Gguf ? "GGUF" : "Hugging Face";
  d.file = checkpoint_->file;
  d.file_bytes = checkpoint_->file_bytes;
  d.total_parameters = shape.total_parameters;
  d.active_parameters = shape.active_parameters;
  d.bytes_per_token = shape.bytes_per_token;
  d.kv_bytes_per_token = KvCache::bytes_per_token(shape, KvType::F16);
  d.small_kv_bytes_per_token = KvCache::bytes_per_token(shape, KvCache::can_be_small(shape) ? KvType::Q8 : KvType::F16);
  d.weight_bytes = shape.weight_bytes;
  d.expert_bytes = shape.expert_bytes;
  d.activation_bytes = shape.activations * sizeof(float);
  d.gpu_demand =
      cuda::measure_demand([this](WeightSink& sink) { language_model_->tell_weights(sink); }, cuda::latent_type(false));
  // Beside activations and logits, the tables of the vocabulary: measured at about 300 bytes an entry.
  d.scratch_bytes =
      SessionOptions{}.prefill_chunk * d.activation_bytes + 2 * shape.vocab * sizeof(float) + 300 * shape.vocab;
  d.layers = shape.layers;
  d.hidden = shape.hidden;
  d.vocab = shape.vocab;
  d.context_length = shape.context_length;
  language_model_->describe(d);

  std::map<std::string, WeightTypeShare> shares;
  for (const auto& [name, tensor] : checkpoint_->tensors) {
    const std::string type(type_name(tensor.type_id));
    auto& share = shares[type];
    share.type = type;
    ++share.tensors;
    share.bytes += tensor.bytes;
  }
  for (auto& [name, share] : shares)
    d.weight_types.push_back(std::move(share));
  d.tokenizer = tokenizer_->name();
  d.chat_format = chat_template_.name();
  d.chat_template = metadata.text_or("tokenizer.chat_template", "");
  d.chat_template_problem = chat_template_.problem();
  d.can_think = chat_template_.can_think();
  d.thinks_by_default = chat_template_.thinks_by_default();
  const ChatMessage trial{Role::User, "?"};
  d.opens_reasoning = chat_template_.encode(*tokenizer_, {&trial, 1}, {}).opens_reasoning;
  d.temperature = recommended(metadata, "general.sampling.temp", 100);
  d.top_p = recommended(metadata, "general.sampling.top_p", 1);
}

}  // namespace mingsi::engine
