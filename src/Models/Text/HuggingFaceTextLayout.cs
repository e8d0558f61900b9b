using SurgeryBench.Core;
using SurgeryBench.Models.Layouts;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Text;

/// <summary>The names of the text half of Hugging Face's CLIPModel: query, key and value apart, the projection transposed.</summary>
/// <param name="prefix">What stands before <c>text_model.embeddings.token_embedding.weight</c> and <c>logit_scale</c>, mostly nothing.</param>
public sealed class HuggingFaceTextLayout(string prefix = "") : ITextLayout
{
    private readonly string model = prefix + "text_model.";

    /// <inheritdoc/>
    public Tensor TokenEmbedding(Weights weights) => weights[model + "embeddings.token_embedding.weight"];

    /// <inheritdoc/>
    public Tensor Positions(Weights weights) => weights[model + "embeddings.position_embedding.weight"];

    /// <inheritdoc/>
    public BlockWeights Block(Weights weights, int block) => HuggingFaceBlock.Of(weights, BlockPrefix(block));

    /// <inheritdoc/>
    public Affine NormAfter(Weights weights) => HuggingFaceBlock.Pair(weights, model + "final_layer_norm.");

    /// <inheritdoc/>
    public Tensor Projection(Weights weights) => weights[prefix + "text_projection.weight"].t();

    /// <inheritdoc/>
    public Tensor LogitScale(Weights weights) => weights[prefix + "logit_scale"];

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, long[]>> Shapes(TextTransformerShape shape)
    {
        long width = shape.Width;
        (string Name, long[] Shape)[] outer =
        [
            (model + "embeddings.token_embedding.weight", [shape.VocabularySize, width]),
            (model + "embeddings.position_embedding.weight", [shape.ContextLength, width]),
            (model + "final_layer_norm.weight", [width]), (model + "final_layer_norm.bias", [width]),
            (prefix + "text_projection.weight", [shape.EmbeddingSize, width]), (prefix + "logit_scale", []),
        ];
        return outer.Select(one => KeyValuePair.Create(one.Name, one.Shape))
            .Concat(Enumerable.Range(0, shape.Blocks).SelectMany(block => HuggingFaceBlock.Tensors(BlockPrefix(block), block, width).Select(tensor => tensor.NamedShape)));
    }

    private string BlockPrefix(int block) => $"{model}encoder.layers.{block}.";
}
