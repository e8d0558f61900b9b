using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>Parameters that are always updated together, laid one after the other, so that an optimiser's step is one operation for all of them.</summary>
internal sealed class ParameterVector : IDisposable
{
    /// <summary>Moves parameters here.</summary>
    /// <param name="parameters">Borrowed; from here on views of <see cref="Values"/>, which they keep alive.</param>
    public ParameterVector(IReadOnlyList<Tensor> parameters)
    {
        using var untracked = no_grad();
        Values = Gather(parameters).DetachFromDisposeScope();
        var start = 0L;
        foreach (var parameter in parameters)
        {
            using var place = Values.narrow(0, start, parameter.numel());
            using var shaped = place.view_as(parameter);
            parameter.set_(shaped);
            start += parameter.numel();
        }
    }

    /// <summary>All numbers, [n].</summary>
    public Tensor Values { get; }

    /// <summary>Lays out something that has a tensor a parameter, as the parameters are.</summary>
    /// <returns>[n], in the caller's scope.</returns>
    public static Tensor Gather(IEnumerable<Tensor> parts)
    {
        using var scope = NewDisposeScope();
        return cat([.. parts.Select(part => part.flatten())]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => Values.Dispose();
}
