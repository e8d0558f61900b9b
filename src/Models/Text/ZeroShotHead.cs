using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Text;

/// <summary>
/// CLIP's zero-shot classifier (Radford et al. 2021, section 3.1.4; <c>src/heads.py</c> of the reference repositories): a class's row is
/// exp(logit scale) · unit(mean over templates of unit(text embedding)).
/// </summary>
public static class ZeroShotHead
{
    /// <summary>What stands for the class name in a template.</summary>
    public const string Placeholder = "{}";

    /// <summary>The <see cref="StepProgress.Stage"/> of building a head.</summary>
    public const string Stage = "zero-shot-head";

    /// <summary>Prompts encoded at a time.</summary>
    private const int Chunk = 128;

    /// <summary>Builds a head.</summary>
    /// <param name="tower">The pretrained text tower.</param>
    /// <param name="weights">Its weights, borrowed; the head is made on their device.</param>
    /// <param name="classes">Class names in label order.</param>
    /// <param name="templates">Sentences that each hold <see cref="Placeholder"/> once or more; their order does not matter but for rounding.</param>
    /// <param name="tokenizer">Null for one that refuses a prompt longer than the tower's context.</param>
    /// <param name="progress">Told of every chunk of prompts, with no loss; null for nobody.</param>
    /// <param name="cancellation">Stops between two chunks.</param>
    /// <returns>A head without bias whose rows have the norm exp(logit scale), owned by the caller.</returns>
    /// <exception cref="BadInputException">There is no class or template, a class name is empty, a template has no placeholder, or a prompt is too long.</exception>
    public static Head Build(
        TextTransformer tower, Weights weights, IReadOnlyList<string> classes, IReadOnlyList<string> templates,
        ClipTokenizer? tokenizer = null, IProgress<StepProgress>? progress = null, CancellationToken cancellation = default)
    {
        var prompts = Prompts(classes, templates);
        // Under no_grad and not inference_mode: methods train through heads, and their backward pass needs the rows.
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using var ids = (tokenizer ?? new ClipTokenizer(contextLength: tower.Shape.ContextLength)).EncodeAll(prompts);
        var units = cat([.. Units(tower, weights, ids, progress, cancellation)]).view(classes.Count, templates.Count, -1);
        return new Head(Unit(units.mean([1])) * tower.Layout.LogitScale(weights).exp());
    }

    /// <summary>Every template filled with every class name, class by class.</summary>
    internal static string[] Prompts(IReadOnlyList<string> classes, IReadOnlyList<string> templates)
    {
        if (classes.Count == 0) throw new BadInputException("A zero-shot head of no classes was asked for; at least one was expected.");
        if (templates.Count == 0) throw new BadInputException("A zero-shot head has no templates; at least one was expected.");
        for (var label = 0; label < classes.Count; label++)
        {
            if (string.IsNullOrWhiteSpace(classes[label])) throw new BadInputException($"Class {label} of a zero-shot head has no name.");
        }
        if (templates.FirstOrDefault(template => !template.Contains(Placeholder, StringComparison.Ordinal)) is { } template)
            throw new BadInputException($"Template {ClipTokenizer.Quoted(template)} has no '{Placeholder}' for the class name.");
        return [.. classes.SelectMany(name => templates.Select(one => one.Replace(Placeholder, name, StringComparison.Ordinal)))];
    }

    private static IEnumerable<Tensor> Units(TextTransformer tower, Weights weights, Tensor ids, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        var chunks = (int)((ids.shape[0] + Chunk - 1) / Chunk);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return Embedded(tower, weights, ids, chunk);
            progress?.Report(new StepProgress(Stage, chunk + 1, chunks, double.NaN));
        }
    }

    private static Tensor Embedded(TextTransformer tower, Weights weights, Tensor ids, int chunk)
    {
        using var scope = NewDisposeScope();
        var start = (long)chunk * Chunk;
        var part = ids.narrow(0, start, Math.Min(Chunk, ids.shape[0] - start)).to(weights.Device);
        return Unit(tower.Encode(weights, part)).MoveToOuterDisposeScope();
    }

    /// <summary>Rows divided by their L2 norm, without an epsilon.</summary>
    private static Tensor Unit(Tensor rows) => rows / rows.norm(1, keepdim: true, p: 2f);
}
