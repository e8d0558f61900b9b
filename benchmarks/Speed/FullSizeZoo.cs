using SurgeryBench.Core;
using SurgeryBench.Experts.Published;
using SurgeryBench.Models;
using SurgeryBench.Models.Layouts;
using SurgeryBench.Models.Safetensors;
using static TorchSharp.torch;

namespace SurgeryBench.Speed;

/// <summary>Writes zoos of random numbers in Hugging Face's layout: experts near a base, with heads.</summary>
internal static class FullSizeZoo
{
    private const double TaskVectorSize = 1e-3;

    /// <summary>Writes every file that is not there yet.</summary>
    public static void Write(PublishedModels models)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(models.Base)!);
        var shape = models.Sizes.Vision;
        using var drawn = VisionTransformerInit.Draw(shape, Seed.Of("full size"));
        var conversion = LayoutConversion.Between(new OpenClipLayout(), new HuggingFaceLayout(), shape);
        using (var anchor = conversion.Convert(drawn)) SafetensorsWriter.Write(models.Base, anchor);
        using var tower = conversion.WithoutProjection().Convert(drawn);
        foreach (var expert in models.Experts)
        {
            using var near = tower.Map((name, tensor) => tensor + (Noise($"{expert.Task.Info.Name}/{name}", tensor.shape) * TaskVectorSize));
            SafetensorsWriter.Write(expert.Path, near);
            using var head = new Weights([KeyValuePair.Create("weight", Noise(expert.Task.Info.Name, expert.Task.Info.Classes.Length, shape.EmbeddingSize))]);
            SafetensorsWriter.Write(expert.Head!, head);
            Console.WriteLine(expert.Path);
        }
    }

    private static Tensor Noise(string purpose, params long[] size)
    {
        using var generator = Seed.Of("full size", purpose).Generator();
        return randn(size, generator: generator);
    }
}
