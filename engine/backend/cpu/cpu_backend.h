// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/backend/cpu/kernels.h"
#include "engine/backend/cpu/packed_weights.h"
#include "engine/backend/ops.h"
#include "engine/base/thread_pool.h"

namespace mingsi::engine {

/// The operations on the host's processor. One CpuBackend serves one caller at a time: it owns scratch memory for
/// each thread of its pool, which grows to what the largest operation needs and is then reused.
class CpuBackend final : public Backend {
 public:
  /// How quantized weights are multiplied.
  enum class Precision {
    Coded,  ///< activations rounded to 8 bits in blocks of 16 or 32 (see CodedRows)
    Exact,  ///< in float32, nothing rounded: the reference, several times slower
  };
  explicit CpuBackend(unsigned threads = 0, CpuLevel level = detect_cpu_level(),
                      Precision precision = Precision::Coded);
  CpuBackend(unsigned threads, const cpu::Kernels& kernels, Precision precision = Precision::Coded);

  Memory& memory() override { return memory_; }
  /// Of the memory that is free when weights are loaded, what will be taken for other things: packing leaves it alone.
  void reserve(std::uint64_t bytes) { reserved_ = bytes; }
  /// Packs the weights in the background (PackedWeights), which changes no result.
  void load(const std::function<void(WeightSink&)>& tell) override;
  void settle() override;
  void embed(const Weight& table, std::span<const std::int32_t> ids, Matrix out) override;
  void rms_norm(ConstMatrix x, std::span<const float> gain, float eps, Matrix out) override;
  void linear(const Weight& w, ConstMatrix x, Matrix y) override;
  void add_bias(std::span<const float> bias, Matrix x) override;
  void rope(Matrix x, std::size_t heads, std::size_t head_stride, const RopeTable& table) override;
  void store(ConstMatrix left, ConstMatrix right, LayerCache cache, Position at) override;
  void grouped_attention(const GroupedAttention& a, ConstMatrix q, LayerCache cache, Position at, Matrix out) override;
  void latent_attention(const LatentAttention& a, ConstMatrix q, LayerCache cache, Position at, Matrix out) override;
  void route(const RouterRule& rule, ConstMatrix logits, std::span<const float> bias, ExpertChoice out) override;
  void experts(std::span<const FeedForward> experts, ConstMatrix x, const ExpertChoice& choice, Matrix out) override;
  void swiglu(ConstMatrix gate, ConstMatrix up, Matrix out) override;
  void add(ConstMatrix y, Matrix x) override;
  void clear(Matrix x) override;

  std::size_t large_pass() const override {
    return precision_ == Precision::Coded ? cpu::kLargePass : Backend::large_pass();
  }
  unsigned threads() const { return pool_.size(); }
  CpuLevel level() const { return kernels_.level; }
  std::string name() const override {
    return std::string("cpu (") + to_string(level()) + ", " + std::to_string(threads()) + " threads)";
  }

 private:
  /// Whether so many tokens are computed in ways that pay for many only. The reference knows one way.
  bool large(std::size_t tokens) const { return tokens >= large_pass(); }
  /// The memory, grown to at least `floats`.
  static float* at_least(std::vector<float>& memory, std::size_t floats);
  /// Scratch of one thread, at least `floats` long.
  float* scratch(unsigned thread, std::size_t floats);
  /// The same for attention, which multiplies by weights in between.
  float* attention_scratch(unsigned thread, std::size_t floats);
  /// Calls body(row) for all rows, each of `columns` values; spread over the threads where that pays.
  template <class Body>
  void for_rows(std::size_t rows, std::size_t columns, const Body& body) {
    // Values below which handing work to another thread costs more than it saves.
    constexpr std::size_t kGrainValues = 4096;
    const std::size_t grain = std::max<std::size_t>(1, kGrainValues / std::max<std::size_t>(1, columns));
    pool_.parallel_for(rows, grain, [&](std::size_t begin, std::size_t end, unsigned) {
      for (std::size_t row = begin; row < end; ++row)
        body(row);
    });
  }
  /// What memory CodedRows needs.
  struct CodedBuffer {
    std::vector<std::int8_t> codes;
    std::vector<float> scales, sums;
    std::vector<std::int32_t> starts;
    std::vector<float> products;  ///< of multiply_here()
    cpu::CodedRows make_room(std::size_t rows, std::size_t columns, const CodeTraits& traits);
  };
  /// The traits of a type, if it is to be multiplied as integers.
  const CodeTraits* coded_traits(DType type) const {
    return precision_ == Precision::Coded ? code_traits(type) : nullptr;
  }
  /// Row t of x as integers, into a buffer that has room.
  void code_row(ConstMatrix x, std::size_t t, const CodeTraits& traits, CodedBuffer& buffer) const;
  /// All rows of x as integers for weights of these traits.
  cpu::CodedRows code(ConstMatrix x, const CodeTraits& traits, CodedBuffer& buffer);
  /// A matrix, and its packed panels where they are ready.
  struct KeptWeight {
    const Weight* stored = nullptr;
    const std::byte* packed = nullptr;
    /// Rows [row, row + rows), at most kPanelRows, from a multiple of that on. `next` is what will be read next.
    cpu::KeptPanel panel(std::size_t row, std::size_t rows, const std::byte* next) const;
  };
  KeptWeight kept(const Weight& w) const { return {&w, packed_ ? packed_->find(w) : nullptr}; }
  /// Weight rows against the tokens: sums[i][r].
  void multiply_rows(const cpu::KeptPanel& rows, std::size_t columns, const cpu::CodedRows& x,
                     std::span<const std::uint32_t> tokens, float (*sums)[cpu::kPanelRows], cpu::Panel& panel) const;
  /// Fills all_tokens_ up to so many.
  void name_tokens(std::size_t count);
  /// linear(); whether by tiles, `in_large` says, for rows may be a part of what a pass has.
  void multiply(const Weight& w, ConstMatrix x, Matrix y, bool in_large);
  void linear_coded(const Weight& w, const CodeTraits& traits, ConstMatrix x, Matrix y);

  // By tiles (tiles.h):
  /// Whether w is multiplied by tiles in large passes.
  bool tiled(const Weight& w) const;
  /// Activations as tiles, a row of them for each 16 tokens.
  struct TokenTiles {
    std::vector<cpu::TokenTile> tiles;
    std::size_t stride = 0;  ///< tiles in a row
    void make_room(std::size_t tokens, std::size_t columns);
  };
  /// What a thread needs to multiply by tiles.
  struct TileMemory {
    cpu::TilePanel panels[2];
    TokenTiles tokens;  ///< of multiply_here()
    std::vector<cpu::TileSums> sums;
  };
  /// What a thread owns.
  struct Worker {
    std::vector<float> scratch, attention_scratch;
    std::vector<float> projection;  ///< a head's key projection, decoded
    CodedBuffer codes;              ///< of multiply_here()
    cpu::Panel panel;
    std::unique_ptr<TileMemory> tiles;  ///< where there are some
  };
  /// Up to 16 rows of a matrix.
  struct WeightRows {
    KeptWeight weight;
    std::size_t row, rows;
  };
  /// Rows tokens[first], tokens[first + 1], … of x, as many as fit, become row `tile` of `out`.
  void pack_tile(ConstMatrix x, std::size_t first, std::span<const std::uint32_t> tokens, std::size_t tile,
                 TokenTiles& out) const;
  /// Columns [first, first + columns) of some rows; those beyond are of no use. `next` as in KeptPanel.
  void unpack_panel(const WeightRows& rows, std::size_t first, std::size_t columns, const std::byte* next,
                    unsigned thread, cpu::TilePanel& out);
  /// Products of the tokens that begin at a row of x with some rows of two matrices of the same shape and type; those
  /// of b lie behind those of a.
  std::span<const cpu::TileSums> multiply_tiles(const WeightRows& a, const WeightRows& b, const TokenTiles& x,
                                                std::size_t first_tile, std::size_t tokens, const std::byte* next,
                                                unsigned thread);
  void linear_tiled(const Weight& w, ConstMatrix x, Matrix y);
  /// The same on one thread.
  void linear_tiled_here(const Weight& w, ConstMatrix x, Matrix y, unsigned thread);
  /// The rows from `row` on that are multiplied at a time.
  void multiply_tiled_rows(const KeptWeight& w, std::size_t row, const TokenTiles& x, Matrix y, unsigned thread);

  /// Rows [begin, end) of w against all of x, on one thread.
  void linear_rows(const Weight& w, std::size_t begin, std::size_t end, ConstMatrix x, Matrix y, unsigned thread);
  /// One row of a weight matrix as float32.
  void decode_row(const Weight& w, std::size_t row, float* out) const;
  /// The same on one thread.
  void multiply_here(const Weight& w, ConstMatrix x, Matrix y, bool in_large, unsigned thread);
  /// Calls body(head, begin, end, thread) for all heads with all queries, or with parts of them where there are more
  /// threads than heads.
  template <class Body>
  void for_query_parts(std::size_t heads, std::size_t queries, const Body& body) {
    const std::size_t wanted = (pool_.size() + heads - 1) / heads;
    const std::size_t part = std::max(cpu::kLargePass / 2, (queries + wanted - 1) / wanted);
    const std::size_t parts = (queries + part - 1) / part;
    pool_.parallel_for(heads * parts, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
      for (std::size_t task = begin; task < end; ++task) {
        const std::size_t from = task % parts * part;
        body(task / parts, from, std::min(from + part, queries), thread);
      }
    });
  }

  // Latent attention, see ops.h:
  /// One token with all heads: they share the cached rows, which are decoded once for all of them, and blocks of the
  /// cache are shared out among the threads (as FlashDecoding does).
  void attend_token(const LatentAttention& a, ConstMatrix q, LayerCache cache, std::size_t first, Matrix out);
  /// How many heads share decoded rows: as many as can, unless there are so few blocks that threads would wait for each
  /// other.
  std::size_t heads_at_once(std::size_t heads, std::size_t blocks) const;
  /// queries[t] = the query of token t with the head's key projection absorbed, its rotated part behind.
  void absorb(const LatentAttention& a, std::size_t head, ConstMatrix q, Matrix queries, unsigned thread);
  /// Tokens [begin, end) with one head.
  void attend_absorbed(const LatentAttention& a, std::size_t head, ConstMatrix q, LayerCache cache, std::size_t first,
                       std::size_t begin, std::size_t end, Matrix out, unsigned thread);
  /// Whether so many tokens are worth expanding the cache for.
  bool expands(const LatentAttention& a, std::size_t tokens) const;
  /// Many tokens: each cached row is expanded to the heads' keys and values, which takes a token's worth of latent_dim
  /// · (nope_dim + value_dim) multiplications a head once, where the absorbed form takes 2 · latent_dim − nope_dim −
  /// value_dim more for each token that sees the row.
  void attend_expanded(const LatentAttention& a, ConstMatrix q, LayerCache cache, std::size_t first, Matrix out);
  /// A head's key projection as [nope, latent], in the thread's memory where it is stored the other way.
  Weight upright_key(const LatentAttention& a, std::size_t head, unsigned thread);

  /// One token: key-value heads and blocks of the cache are shared out among the threads.
  void grouped_attention_of_token(const GroupedAttention& a, ConstMatrix q, LayerCache cache, std::size_t first,
                                  Matrix out);
  void grouped_attention_of_few(const GroupedAttention& a, ConstMatrix q, LayerCache cache, std::size_t first,
                                Matrix out);
  void grouped_attention_of_many(const GroupedAttention& a, ConstMatrix q, LayerCache cache, std::size_t first,
                                 Matrix out);
  /// Values of a cached row as Q8_0.
  void store_q8(std::span<const float> values, std::byte* out);
  /// The tokens of one expert: slots [begin, end) of slots_.
  struct ExpertGroup {
    std::size_t expert, begin, end;
    KeptWeight gate, up, down;
    std::size_t tile = 0;  ///< where its tokens begin among tiles
    std::size_t size() const { return end - begin; }
  };
  /// Fills slots_ and groups_.
  void group_by_expert(std::span<const FeedForward> experts, const ExpertChoice& choice);
  void experts_tiled(ConstMatrix x, const ExpertChoice& choice, Matrix out);
  /// Packs the rows of x that the slots of the groups stand for, a group's from its ExpertGroup::tile on.
  void tile_groups(ConstMatrix x, std::span<const std::uint32_t> rows, TokenTiles& out);
  void experts_in_floats(ConstMatrix x, const ExpertChoice& choice, Matrix out);
  void experts_coded(ConstMatrix x, const ExpertChoice& choice, Matrix out);

  HostMemory memory_;
  const cpu::Kernels& kernels_;
  Precision precision_;
  ThreadPool pool_;
  std::uint64_t reserved_ = 0;
  std::unique_ptr<cpu::PackedWeights> packed_;
  std::vector<Worker> workers_;            ///< one a thread
  std::vector<std::uint32_t> all_tokens_;  ///< 0, 1, 2, …
  CodedBuffer coded_input_, coded_inner_;  ///< the second for what lies between the matrices of experts
  TokenTiles tiled_input_, tiled_inner_;   ///< as above
  std::vector<float> cached_row_;          ///< of store(), and of store_q8():
  std::vector<std::int8_t> cached_codes_;
  std::vector<float> cached_scales_, cached_sums_;
  std::vector<std::uint32_t> slots_;        ///< places in ExpertChoice, by expert
  std::vector<std::uint32_t> slot_tokens_;  ///< the tokens of slots_
  std::vector<ExpertGroup> groups_;
  std::vector<float> token_;     ///< of attention of one token: queries of all heads, softmaxes of all blocks
  std::vector<float> gathered_;  ///< activations of the tokens of the experts, see experts.cpp
};

}  // namespace mingsi::engine
