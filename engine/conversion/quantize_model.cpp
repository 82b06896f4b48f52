// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <optional>

#include "engine/base/thread_pool.h"
#include "engine/conversion/vocabulary_metadata.h"
#include "engine/engine.h"
#include "engine/formats/gguf_writer.h"
#include "engine/generation/model.h"
#include "engine/models/dense_config.h"
#include "engine/tensor/dequantize.h"
#include "engine/tensor/quantize.h"

namespace mingsi::engine {
namespace {

constexpr std::size_t kRowsAtOnce = 512;

/// A tensor of the new file, and the rows that it is made of.
struct Job {
  GgufTensor out;
  std::vector<const CheckpointTensor*> parts;  ///< stacked one behind the other
  std::size_t halves = 0;                      ///< not 0: rows of heads of this length go from halves to adjacent pairs
  std::vector<float> values;                   ///< instead of parts

  std::size_t source_row(std::size_t row) const {
    if (halves == 0) return row;
    const std::size_t head = row / halves, inside = row % halves;
    return head * halves + inside % 2 * (halves / 2) + inside / 2;
  }
};

DType fallback(DType type) {
  switch (type) {
    case DType::Q2_K:
    case DType::Q3_K: return DType::Q4_0;
    case DType::Q4_K: return DType::Q5_0;
    case DType::Q5_K: return DType::Q5_1;
    case DType::Q6_K: return DType::Q8_0;
    case DType::IQ4_XS: return DType::IQ4_NL;
    default: return DType::F16;
  }
}

/// What a tensor of these columns is stored in: small ones in float32, those whose rows are not whole blocks of `type`
/// in the next finer type with smaller blocks.
DType choose_type(const std::string& name, const std::vector<std::uint64_t>& shape, DType type) {
  if (shape.size() == 1 || name.find("ffn_gate_inp.") != std::string::npos) return DType::F32;
  while (shape.back() % traits(type).block_length != 0)
    type = fallback(type);
  return type;
}

/// `blk.3.ffn_up_exps.17.weight` → `blk.3.ffn_up_exps.weight` and 17.
struct ExpertName {
  std::string stack;
  std::size_t index;
};
std::optional<ExpertName> parse_expert_name(const std::string& name) {
  const auto begin = name.find("_exps.");
  if (begin == std::string::npos) return std::nullopt;
  const auto digits = begin + 6;
  const auto end = name.find('.', digits);
  if (end == std::string::npos) return std::nullopt;
  return ExpertName{name.substr(0, digits) + name.substr(end + 1), std::stoul(name.substr(digits, end - digits))};
}

class Converter {
 public:
  Converter(const Checkpoint& checkpoint, DType type) : checkpoint_(checkpoint), type_(type) {}

  std::vector<Job> plan() {
    std::map<std::string, std::map<std::size_t, const CheckpointTensor*>> stacks;
    std::vector<Job> jobs;
    for (const auto& [name, tensor] : checkpoint_.tensors) {
      if (const auto expert = parse_expert_name(name)) {
        stacks[expert->stack][expert->index] = &tensor;
        continue;
      }
      Job job;
      job.out = {name, tensor.shape, choose_type(name, tensor.shape, type_)};
      job.parts = {&tensor};
      job.halves = halves_of(name);
      jobs.push_back(std::move(job));
    }
    for (const auto& [name, parts] : stacks) {
      Job job;
      auto shape = parts.begin()->second->shape;
      shape.insert(shape.begin(), parts.size());
      job.out = {name, shape, choose_type(name, shape, type_)};
      for (const auto& [index, part] : parts)
        job.parts.push_back(part);
      jobs.push_back(std::move(job));
    }
    if (auto factors = llama3_factors()) jobs.push_back(std::move(*factors));
    return jobs;
  }

  Metadata metadata(const std::filesystem::path& folder) const {
    Metadata metadata = checkpoint_.metadata;
    if (checkpoint_.format == Checkpoint::Format::HuggingFace) {
      add_vocabulary(Vocabulary::from_folder(folder, checkpoint_.metadata), metadata);
      // What GGUF says in another way, or not at all.
      const auto prefix = metadata.text("general.architecture") + ".";
      metadata.erase("tokenizer.ggml.eos_token_ids");
      metadata.erase(prefix + "rope.scaling.mscale");
      if (metadata.text_or(prefix + "rope.scaling.type", "") == "llama3")
        for (const char* key : {"type", "factor", "original_context_length", "low_freq_factor", "high_freq_factor"})
          metadata.erase(prefix + "rope.scaling." + key);
    }
    for (const char* key :
         {"split.no", "split.count", "split.tensors.count", "general.file_type", "general.quantization_version"})
      metadata.erase(key);
    metadata.insert("general.quantization_version", std::int64_t{2});
    return metadata;
  }

 private:
  bool is_halved_llama() const {
    return checkpoint_.format == Checkpoint::Format::HuggingFace &&
           checkpoint_.metadata.text("general.architecture") == "llama";
  }

  std::size_t halves_of(const std::string& name) const {
    const bool rotated = name.find(".attn_q.") != std::string::npos || name.find(".attn_k.") != std::string::npos;
    return rotated && is_halved_llama() ? DenseConfig::from_checkpoint(checkpoint_).head_dim : 0;
  }

  /// GGUF has Llama 3's stretched frequencies as a tensor of divisors.
  std::optional<Job> llama3_factors() const {
    if (!is_halved_llama()) return std::nullopt;
    auto rope = DenseConfig::from_checkpoint(checkpoint_).rope;
    if (rope.scaling != RopeConfig::Scaling::Llama3) return std::nullopt;
    const auto stretched = rope_inverse_frequencies(rope);
    rope.scaling = RopeConfig::Scaling::None;
    const auto plain = rope_inverse_frequencies(rope);
    Job job;
    for (std::size_t i = 0; i < plain.size(); ++i)
      job.values.push_back(plain[i] / stretched[i]);
    job.out = {"rope_freqs.weight", {job.values.size()}, DType::F32};
    return job;
  }

  const Checkpoint& checkpoint_;
  DType type_;
};

void write(const Job& job, const Checkpoint& checkpoint, ThreadPool& pool, GgufWriter& writer) {
  const std::size_t columns = job.out.columns();
  const std::size_t bytes = row_bytes(job.out.type, columns);
  if (!job.values.empty()) return writer.append(std::as_bytes(std::span(job.values)));
  std::vector<Weight> parts;
  for (const auto* part : job.parts)
    parts.push_back(checkpoint.weight(part->name, part->shape));
  const std::size_t rows_of_part = parts.front().rows;
  // A bias that belongs to rotated rows moves with them: its entries are then the rows.
  const bool vector = job.out.shape.size() == 1;
  std::vector<std::byte> block(kRowsAtOnce * bytes);
  std::atomic<bool> finite{true};
  for (std::size_t done = 0; done < job.out.rows(); done += kRowsAtOnce) {
    const std::size_t count = std::min<std::size_t>(kRowsAtOnce, job.out.rows() - done);
    pool.parallel_for(count, 8, [&](std::size_t begin, std::size_t end, unsigned) {
      std::vector<float> values(columns);
      for (std::size_t i = begin; i < end; ++i) {
        const std::size_t row = vector ? done + i : job.source_row(done + i);
        dequantize_row(parts[row / rows_of_part], row % rows_of_part, values);
        if (!std::ranges::all_of(values, [](float v) { return std::isfinite(v); })) finite = false;
        if (vector && job.halves != 0) {
          const auto unordered = values;
          for (std::size_t j = 0; j < columns; ++j)
            values[j] = unordered[job.source_row(j)];
        }
        if (finite) quantize_row(job.out.type, values, block.data() + i * bytes);
      }
    });
    if (!finite)
      throw Error(ErrorCode::NotFinite, checkpoint.file, job.parts.front()->name,
                  "the tensor holds NaN or infinite values");
    writer.append(std::span(block).first(count * bytes));
  }
}

}  // namespace

void quantize_model(const ModelSource& in, const std::filesystem::path& out, DType type,
                    const ConversionProgress& progress) {
  if (!can_quantize(type))
    throw Error(ErrorCode::InvalidArgument, "weights cannot be converted to " + std::string(traits(type).name) +
                                                ": without statistics of real activations it would come out useless");
  std::error_code ignored;
  if (std::filesystem::equivalent(in.file, out, ignored))
    throw Error(ErrorCode::InvalidArgument, out.string(), {}, "the model cannot be written over itself");
  const auto checkpoint = std::make_shared<const Checkpoint>(read_checkpoint(in));
  // Opening checks shapes and vocabulary, so that no broken file is passed on.
  const OpenedModel model(checkpoint);
  Converter converter(*checkpoint, type);
  const auto jobs = converter.plan();
  std::vector<GgufTensor> tensors;
  std::uint64_t total = 0;
  for (const auto& job : jobs) {
    tensors.push_back(job.out);
    total += job.out.bytes();
  }
  GgufWriter writer(out, converter.metadata(checkpoint->file), tensors);
  ThreadPool pool;
  std::uint64_t done = 0;
  for (const auto& job : jobs) {
    write(job, *checkpoint, pool, writer);
    done += job.out.bytes();
    if (progress) progress(done, total);
  }
  checkpoint->check_maps();
  writer.finish();
}

}  // namespace mingsi::engine
