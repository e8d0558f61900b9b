using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Models;

/// <summary>Fresh weights for a vision tower, under OpenAI's names, drawn as CLIP draws them.</summary>
public static class VisionTransformerInit
{
    /// <summary>Draws weights.</summary>
    /// <param name="shape">The tower.</param>
    /// <param name="seed">Where the numbers come from; every tensor has its own stream.</param>
    public static Weights Draw(VisionTransformerShape shape, Seed seed)
    {
        using var scope = NewDisposeScope();
        var width = shape.Width;
        double narrow = Math.Pow(width, -0.5), residual = narrow * Math.Pow(2.0 * shape.Blocks, -0.5), hidden = Math.Pow(2.0 * width, -0.5);
        var tensors = new Dictionary<string, Tensor>();
        void Normal(string name, double deviation, params long[] size)
        {
            using var generator = seed.For(name).Generator();
            tensors[name] = randn(size, generator: generator) * deviation;
        }
        void Norm(string name) => (tensors[name + ".weight"], tensors[name + ".bias"]) = (ones(width), zeros(width));

        Normal("visual.class_embedding", narrow, width);
        Normal("visual.positional_embedding", narrow, shape.Tokens, width);
        Normal("visual.proj", narrow, width, shape.EmbeddingSize);
        Normal("visual.conv1.weight", Math.Pow(3.0 * shape.Patch * shape.Patch, -0.5), width, 3, shape.Patch, shape.Patch);
        Norm("visual.ln_pre");
        Norm("visual.ln_post");
        for (var block = 0; block < shape.Blocks; block++)
        {
            var at = $"visual.transformer.resblocks.{block}.";
            Norm(at + "ln_1");
            Norm(at + "ln_2");
            Normal(at + "attn.in_proj_weight", narrow, 3 * width, width);
            Normal(at + "attn.out_proj.weight", residual, width, width);
            Normal(at + "mlp.c_fc.weight", hidden, 4 * width, width);
            Normal(at + "mlp.c_proj.weight", residual, width, 4 * width);
            tensors[at + "attn.in_proj_bias"] = zeros(3 * width);
            tensors[at + "attn.out_proj.bias"] = zeros(width);
            tensors[at + "mlp.c_fc.bias"] = zeros(4 * width);
            tensors[at + "mlp.c_proj.bias"] = zeros(width);
        }
        return new Weights(tensors);
    }
}
