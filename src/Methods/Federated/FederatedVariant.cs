namespace SurgeryBench.Methods.Federated;

/// <summary>What clients learn together, and which head answers.</summary>
public enum FederatedVariant
{
    /// <summary>FedMRL: private and shared features are spliced and projected; the shared head sees a prefix, the private head, which answers, the whole.</summary>
    Nested,

    /// <summary>FedMRL as above, answered by the shared head from the prefix.</summary>
    Prefix,

    /// <summary>Without nesting: both heads see the whole projected vector; the private head answers.</summary>
    Flat,

    /// <summary>Every client for itself: its private network alone.</summary>
    Local,

    /// <summary>Federated averaging of the shared network alone, which answers for every client.</summary>
    Average,
}
