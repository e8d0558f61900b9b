using System.Text;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Clip;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Models;
using SurgeryBench.Models.Layouts;
using SurgeryBench.Models.Safetensors;
using SurgeryBench.Models.Text;
using SurgeryBench.Tests.Results;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Doubles;

/// <summary>
/// A hub that holds everything <c>clip8</c> needs under the published names, tiny: a CLIP model of random weights with its text tower,
/// eight vision towers near it (half of them without the prefix that older files have), and eight data sets of coloured pictures.
/// </summary>
internal sealed class TinyClipHub : IAsyncDisposable
{
    private const int TrainImages = 20, TestImages = 12;
    private static readonly VisionTransformerShape Vision = new(Width: 16, Blocks: 2, Heads: 2, Patch: 8, ImageSize: 32, EmbeddingSize: 12);
    private static readonly TextTransformerShape Text = new(Width: 8, Blocks: 1, Heads: 2, ContextLength: 77, VocabularySize: ClipTokenizer.VocabularySize, EmbeddingSize: 12);
    private readonly TemporaryFolder work = new();

    private TinyClipHub(TinyHub hub) => Hub = hub;

    public TinyHub Hub { get; }

    public string Results => Path.Combine(work.Path, "results");

    /// <summary>A place for a file or folder of the test.</summary>
    public string At(string name) => Path.Combine(work.Path, name);

    public static async Task<TinyClipHub> StartAsync(string backbone)
    {
        var tiny = new TinyClipHub(await TinyHub.StartAsync());
        tiny.PutModels(HubCatalog.ModelsOf(backbone));
        tiny.PutImages();
        return tiny;
    }

    /// <summary>A command line whose models and images come from here.</summary>
    public string[] Command(string verb, params string[] more) =>
        [verb, "--suite", "clip8", "--endpoint", Hub.Endpoint, "--hub-cache", At("hub"), "--cache", At("cache"), .. more];

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        work.Dispose();
    }

    private void PutModels(HubModels models)
    {
        using var vision = VisionTransformerInit.Draw(Vision, Seed.Of("tiny clip"));
        using var tower = LayoutConversion.Between(new OpenClipLayout(), new HuggingFaceLayout(), Vision).Convert(vision);
        using var text = DrawText();
        var anchor = Hub.Add(models.BaseRequest.Repository);
        anchor.Put("config.json", Encoding.UTF8.GetBytes(Config), large: false);
        anchor.Put("model.safetensors", BytesOf(tower.Names.Select(name => (name, tower[name])).Concat(text.Names.Select(name => (name, text[name])))), large: true);
        foreach (var (place, task) in ClipTasks.All.Index()) PutExpert(Hub.Add(models.ExpertRequest(task.Info.Name).Repository), vision, task.Info.Name, place % 2 == 0 ? "vision_model." : "");
    }

    private void PutExpert(TinyRepository repository, Weights vision, string task, string prefix)
    {
        using var near = TinyZoo.Near(vision, Seed.Of("tiny clip", task));
        using var tower = LayoutConversion.Between(new OpenClipLayout(), new HuggingFaceLayout(prefix), Vision).WithoutProjection().Convert(near);
        repository.Put("model.safetensors", BytesOf(tower.Names.Select(name => (name, tower[name]))), large: true);
    }

    private void PutImages()
    {
        foreach (var task in ClipTasks.All)
        {
            var folder = At($"shards/{task.Info.Name}");
            TinyParquet.Write(task, folder, TrainImages, TestImages);
            var repository = Hub.Add(HubCatalog.RepositoryOf(task.Info.Name));
            foreach (var shard in Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories))
                repository.Put(Path.GetRelativePath(folder, shard).Replace('\\', '/'), File.ReadAllBytes(shard), large: true);
        }
    }

    private static Weights DrawText()
    {
        using var generator = Seed.Of("tiny clip text").Generator();
        return new Weights(new HuggingFaceTextLayout().Shapes(Text).Select(one => KeyValuePair.Create(one.Key, one.Key switch
        {
            "logit_scale" => tensor((float)Math.Log(100)),
            var name when name.EndsWith("norm1.weight", StringComparison.Ordinal) || name.EndsWith("norm2.weight", StringComparison.Ordinal) || name.EndsWith("final_layer_norm.weight", StringComparison.Ordinal) => ones(one.Value),
            _ => randn(one.Value, generator: generator) * 0.2f,
        })));
    }

    private byte[] BytesOf(IEnumerable<(string Name, Tensor Tensor)> tensors)
    {
        using var weights = new Weights(tensors.Select(one => KeyValuePair.Create(one.Name, one.Tensor.alias())));
        SafetensorsWriter.Write(At("model"), weights);
        return File.ReadAllBytes(At("model"));
    }

    private static string Config => $$"""
        { "model_type": "clip", "projection_dim": {{Vision.EmbeddingSize}},
          "text_config": { "hidden_size": {{Text.Width}}, "num_hidden_layers": {{Text.Blocks}}, "num_attention_heads": {{Text.Heads}}, "vocab_size": {{Text.VocabularySize}} },
          "vision_config": { "hidden_size": {{Vision.Width}}, "num_hidden_layers": {{Vision.Blocks}}, "num_attention_heads": {{Vision.Heads}}, "patch_size": {{Vision.Patch}}, "image_size": {{Vision.ImageSize}} } }
        """;
}
