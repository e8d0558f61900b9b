namespace SurgeryBench.Methods.Surgery;

/// <summary>What SurgeryV2 compares after each block.</summary>
public enum SurgeryTarget
{
    /// <summary>The mean over all tokens of an image, class token included: the paper's.</summary>
    TokenMeans,

    /// <summary>Every token; of what leaves the last block the class token alone, for nothing else goes anywhere. The expert then answers anew at each step.</summary>
    Tokens,
}
