using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>One pass of tokens through a block, with what went into and came out of some of its linear layers. All tensors are in the scope of whoever ran it.</summary>
internal sealed class BlockRun
{
    private readonly Dictionary<LinearRole, Tensor> inputs = [], outputs = [];

    private BlockRun(Tensor entering) => Entering = Leaving = entering;

    /// <summary>What entered, [images, tokens, width].</summary>
    public Tensor Entering { get; }

    /// <summary>What left.</summary>
    public Tensor Leaving { get; private set; }

    /// <summary>Runs a block and keeps what passes through the layers of some roles.</summary>
    public static BlockRun Of(IBackbone backbone, Weights weights, int block, Tensor entering, params LinearRole[] kept)
    {
        var run = new BlockRun(entering);
        run.Leaving = backbone.RunBlock(weights, block, entering, call => run.Keep(call, kept));
        return run;
    }

    /// <summary>What a layer reads.</summary>
    public Tensor InputOf(LinearRole role) => inputs[role];

    /// <summary>
    /// Where a layer's result shows: the residual stream behind it for the two layers that write to that, its own output for the two that do not.
    /// </summary>
    public Tensor ResultOf(LinearRole role) => role switch
    {
        LinearRole.AttentionOut => Entering + outputs[role],
        LinearRole.Contract => Leaving,
        _ => outputs[role],
    };

    private Tensor Keep(LinearCall call, LinearRole[] kept)
    {
        var output = call.Run();
        if (!kept.Contains(call.Layer.Role)) return output;
        // Out of the scopes of the pass, into that of whoever reads it. Layers of one role share their input.
        var role = call.Layer.Role;
        inputs[role] = call.Input.alias().MoveToOuterDisposeScope();
        outputs[role] = (outputs.TryGetValue(role, out var before) ? cat([before, output], -1) : output.alias()).MoveToOuterDisposeScope();
        return output;
    }
}
