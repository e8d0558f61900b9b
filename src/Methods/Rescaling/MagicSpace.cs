namespace SurgeryBench.Methods.Rescaling;

/// <summary>Where <see cref="Magic"/> compares magnitudes.</summary>
public enum MagicSpace
{
    /// <summary>In weights, then in features: DSC.</summary>
    Both,

    /// <summary>Row by row of every matrix, without data: WSC.</summary>
    Weights,

    /// <summary>Layer by layer in what task vectors do to unlabelled images: FSC.</summary>
    Features,
}
